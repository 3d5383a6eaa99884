package io.boxstream.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The part of a data set that an image belongs to. It does not change when the labels change. */
public enum Split {
  TRAIN,
  VAL,
  TEST;

  /** The name in events and HTTP responses: {@code train}, {@code val}, {@code test}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
