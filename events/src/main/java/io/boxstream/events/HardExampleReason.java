package io.boxstream.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an image is worth labelling. */
public enum HardExampleReason {
  /** Scores near the threshold: the model is undecided. */
  LOW_CONFIDENCE,
  /** Boxes of different classes overlap. */
  CONFLICTING_CLASSES,
  /** The model detects nothing, although similar images usually contain objects. */
  NOTHING_FOUND;

  /** The name in events, for example {@code low-confidence}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
