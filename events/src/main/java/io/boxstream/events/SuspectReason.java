package io.boxstream.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why an image or its labels look wrong. */
public enum SuspectReason {
  /** The image is nearly the same as an image of another split. */
  DUPLICATE_ACROSS_SPLITS,
  /** The image is nearly the same as another image of its split. */
  DUPLICATE,
  /** Two class names differ by case, spaces or one letter. */
  SIMILAR_CLASS_NAMES,
  /** Two boxes lie nearly on top of each other. */
  DOUBLED_BOX,
  /** A box is much larger, smaller, wider or higher than others of its class. */
  UNUSUAL_BOX,
  /** The model finds an object without a box. */
  MISSING_LABEL,
  /** The model finds an object of another class. */
  WRONG_CLASS,
  /** The model finds the object at another place. */
  MISPLACED_BOX,
  /** The model finds no object in a box. */
  EXTRA_LABEL;

  /** The name in events and HTTP responses, for example {@code missing-label}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The reason with a code; empty if there is none. */
  public static Optional<SuspectReason> ofCode(String code) {
    return Arrays.stream(values()).filter(reason -> reason.code().equals(code)).findFirst();
  }

  /** Whether it takes a model to find it. */
  public boolean isFoundByModel() {
    return switch (this) {
      case MISSING_LABEL, WRONG_CLASS, MISPLACED_BOX, EXTRA_LABEL -> true;
      case DUPLICATE_ACROSS_SPLITS, DUPLICATE, SIMILAR_CLASS_NAMES, DOUBLED_BOX, UNUSUAL_BOX ->
          false;
    };
  }
}
