package io.boxstream.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why an image is worth labelling. {@link #MANY_NEAR_THRESHOLD} and {@link #GENERATIONS_DISAGREE}
 * are in events from version 2 on, {@link #DRIFT} from version 3 on.
 */
public enum HardExampleReason {
  /** A score near the threshold: the model is undecided. */
  LOW_CONFIDENCE,
  /** Boxes of different classes overlap. */
  CONFLICTING_CLASSES,
  /** No box reaches its threshold, but one comes near. */
  NOTHING_FOUND,
  /** Many scores near the threshold. */
  MANY_NEAR_THRESHOLD,
  /** Two generations of the model find different objects. */
  GENERATIONS_DISAGREE,
  /** It is typical of what the traffic shows and the validation images do not. */
  DRIFT;

  /** The name in events, for example {@code low-confidence}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The reason with a code; empty if there is none. */
  public static Optional<HardExampleReason> of(String code) {
    return Arrays.stream(values()).filter(reason -> reason.code().equals(code)).findFirst();
  }
}
