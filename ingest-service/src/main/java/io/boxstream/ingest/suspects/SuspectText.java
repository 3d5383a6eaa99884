package io.boxstream.ingest.suspects;

import io.boxstream.dataset.quality.Suspect;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.events.SuspectReason;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a suspect is about, for people. */
final class SuspectText {

  private SuspectText() {}

  static String of(ListedSuspect listed) {
    Suspect suspect = listed.suspect();
    return switch (suspect.reason()) {
      case DUPLICATE_ACROSS_SPLITS ->
          "The image is in %s and looks nearly the same as image %s in %s; remove one of the two"
              .formatted(
                  code(listed.split().orElse(Split.TRAIN)),
                  suspect.otherImageId().orElse(""),
                  listed.otherSplit().map(SuspectText::code).orElse("another split"));
      case DUPLICATE ->
          "The image looks nearly the same as image %s in the same split"
              .formatted(suspect.otherImageId().orElse(""));
      case SIMILAR_CLASS_NAMES ->
          "The classes \"%s\" and \"%s\" are probably the same; POST /v1/classes/rename merges them"
              .formatted(suspect.classes().get(0), suspect.classes().get(1));
      case DOUBLED_BOX ->
          "Boxes that lie nearly on top of each other: %d (%s)"
              .formatted(suspect.boxes().size(), labels(suspect.boxes()));
      case UNUSUAL_BOX ->
          "Boxes of an unusual size or shape for their class: %d (%s)"
              .formatted(suspect.boxes().size(), labels(suspect.boxes()));
      case MISSING_LABEL, WRONG_CLASS, MISPLACED_BOX, EXTRA_LABEL -> contradiction(suspect);
    };
  }

  private static String contradiction(Suspect suspect) {
    String what =
        suspect.reasons().stream().map(SuspectText::word).collect(Collectors.joining(", "));
    String labelled =
        suspect.boxes().isEmpty()
            ? ""
            : "; labelled: %d (%s)".formatted(suspect.boxes().size(), labels(suspect.boxes()));
    String found = suspect.proposals().isEmpty() ? "" : "; found: " + found(suspect.proposals());
    return "The model contradicts the labels (" + what + ")" + labelled + found;
  }

  private static String word(SuspectReason reason) {
    return reason.code().replace('-', ' ');
  }

  private static String code(Split split) {
    return split.code();
  }

  private static String labels(List<LabelledBox> boxes) {
    return boxes.stream().map(LabelledBox::label).distinct().collect(Collectors.joining(", "));
  }

  private static String found(List<DetectedBox> boxes) {
    return boxes.stream()
        .map(box -> String.format(Locale.ROOT, "%s %.2f", box.label(), box.score()))
        .collect(Collectors.joining(", "));
  }
}
