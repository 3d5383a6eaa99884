package io.boxstream.ingest.suspects;

import static java.util.Objects.requireNonNull;

import io.boxstream.ingest.catalog.ListingCursor;
import java.util.List;
import java.util.Optional;

/**
 * A page of suspects.
 *
 * @param suspects the most likely first
 * @param next where the next page starts; empty on the last page
 */
public record SuspectPage(List<ListedSuspect> suspects, Optional<ListingCursor> next) {

  /** Copies the list. */
  public SuspectPage {
    suspects = List.copyOf(suspects);
    requireNonNull(next, "next");
  }
}
