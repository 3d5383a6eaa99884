package io.boxstream.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a drift is over. */
public enum DriftEnd {
  /** Traffic is like the validation images again, as far as windows can tell. */
  USUAL_AGAIN,
  /** Another generation serves, which has validation images of its own. */
  MODEL_REPLACED;

  /** The name in events, for example {@code usual-again}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
