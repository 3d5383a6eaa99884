package io.boxstream.ingest.catalog;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list of images.
 *
 * @param images newest first; may be fewer than wanted although more follow
 * @param next where the next page begins; empty on the last page
 */
public record ImagePage(List<CatalogImage> images, Optional<ListingCursor> next) {

  /** Copies the list. */
  public ImagePage {
    images = List.copyOf(images);
    requireNonNull(next, "next");
  }
}
