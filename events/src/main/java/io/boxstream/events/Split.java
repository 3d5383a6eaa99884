package io.boxstream.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The part of a data set that an image belongs to. It never changes when labels do. */
public enum Split {
  TRAIN,
  VAL,
  TEST;

  /** The name on the log and in HTTP answers: {@code train}, {@code val}, {@code test}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
