package io.boxstream.ingest.suspects;

import static java.util.Objects.requireNonNull;

import io.boxstream.dataset.quality.Suspect;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.events.SuspectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A suspect in the list.
 *
 * @param id names it for as long as the labels that it is about do not change
 * @param suspect what looks wrong
 * @param split of its image; empty if it is about class names
 * @param otherSplit split of the image that it is nearly the same as; empty for other reasons
 * @param dismissed whether someone has found nothing wrong with it
 */
public record ListedSuspect(
    String id,
    Suspect suspect,
    Optional<Split> split,
    Optional<Split> otherSplit,
    boolean dismissed) {

  /** Validates the components. */
  public ListedSuspect {
    requireNonNull(id, "id");
    requireNonNull(suspect, "suspect");
    requireNonNull(split, "split");
    requireNonNull(otherSplit, "otherSplit");
  }

  /** What it is about, in a sentence for people. */
  public String text() {
    return SuspectText.of(this);
  }

  /** Whether an image that scores a model is also in training. */
  boolean leaks() {
    return suspect.reason() == SuspectReason.DUPLICATE_ACROSS_SPLITS
        && otherSplit.filter(other -> other == Split.TRAIN).isPresent();
  }

  /** The classes that it is about. */
  Set<String> classes() {
    return Stream.of(
            suspect.boxes().stream().map(LabelledBox::label),
            suspect.proposals().stream().map(DetectedBox::label),
            suspect.classes().stream())
        .flatMap(names -> names)
        .collect(Collectors.toSet());
  }

  /** The lists that it is in. */
  List<String> facets() {
    List<String> facets = new ArrayList<>();
    split.filter(unused -> leaks()).map(SuspectFilter::leaking).ifPresent(facets::add);
    if (dismissed) {
      facets.add(SuspectFilter.DISMISSED);
      return facets;
    }
    facets.add(SuspectFilter.OPEN);
    suspect.reasons().stream().map(SuspectFilter::of).forEach(facets::add);
    split.map(SuspectFilter::of).ifPresent(facets::add);
    classes().stream().map(SuspectFilter::ofClass).forEach(facets::add);
    return facets;
  }
}
