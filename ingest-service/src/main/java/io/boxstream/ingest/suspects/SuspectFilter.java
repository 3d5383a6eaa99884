package io.boxstream.ingest.suspects;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.Split;
import io.boxstream.events.SuspectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which suspects a list has. An empty component does not restrict it.
 *
 * @param reason why they are suspects
 * @param label a class that they are about
 * @param split of their image
 * @param dismissed true for those that were dismissed, false for the others
 */
public record SuspectFilter(
    Optional<SuspectReason> reason,
    Optional<String> label,
    Optional<Split> split,
    boolean dismissed) {

  static final String OPEN = "open";
  static final String DISMISSED = "dismissed";

  /** Validates the components. */
  public SuspectFilter {
    requireNonNull(reason, "reason");
    requireNonNull(label, "label");
    requireNonNull(split, "split");
  }

  static String of(SuspectReason reason) {
    return "reason " + reason.code();
  }

  static String of(Split split) {
    return "split " + split.code();
  }

  static String ofClass(String label) {
    return "class " + label;
  }

  static String leaking(Split split) {
    return "leaking " + split.code();
  }

  /** The lists whose suspects have all that is asked for. */
  List<String> facets() {
    if (dismissed) {
      return List.of(DISMISSED);
    }
    List<String> facets = new ArrayList<>();
    reason.map(SuspectFilter::of).ifPresent(facets::add);
    label.map(SuspectFilter::ofClass).ifPresent(facets::add);
    split.map(SuspectFilter::of).ifPresent(facets::add);
    return facets.isEmpty() ? List.of(OPEN) : facets;
  }

  boolean matches(ListedSuspect suspect) {
    return suspect.dismissed() == dismissed
        && reason.map(wanted -> suspect.suspect().reasons().contains(wanted)).orElse(true)
        && label.map(wanted -> suspect.classes().contains(wanted)).orElse(true)
        && split.map(wanted -> suspect.split().filter(wanted::equals).isPresent()).orElse(true);
  }
}
