package io.boxstream.console.overview;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can need a person. */
public enum NeedKind {
  /** A service or the broker does not answer. */
  AWAY,
  /** A check of a service is down. */
  DOWN,
  /** Images that could not be used. */
  QUARANTINE,
  /** Labels that look wrong. */
  SUSPECTS,
  /** Images of the traffic that are worth labelling. */
  HARD_EXAMPLES,
  /** Images of validation or test that are nearly the same as one of training. */
  LEAKS,
  /** The last run failed. */
  RUN_FAILED,
  /** Another generation is served than was promoted last. */
  SERVED_BEHIND,
  /** Records of a topic wait. */
  LAG,
  /** Records of a topic could not be handled. */
  DEAD_LETTERS,
  /** The disk of a service is nearly full. */
  DISK,
  /** Images killed a service. */
  REFUSED_IMAGES;

  /** The name in answers, as in {@code hard-examples}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
