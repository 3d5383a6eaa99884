package io.boxstream.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an image is worth a person's labelling. */
public enum HardExampleReason {
  /** Scores near the threshold: the model is undecided. */
  LOW_CONFIDENCE,
  /** Boxes of different classes compete for one place. */
  CONFLICTING_CLASSES,
  /** The model finds nothing where images like it usually hold something. */
  NOTHING_FOUND;

  /** The name on the log, for example {@code low-confidence}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
