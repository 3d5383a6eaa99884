package io.boxstream.evaluator.compare;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A kind of error. */
public enum ErrorKind {
  /** A detection that finds nothing new. */
  FALSE,
  /** An object that should be found and is not. */
  MISSED;

  /** The name in requests: {@code false} or {@code missed}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with a code; empty if there is none. */
  public static Optional<ErrorKind> of(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
  }
}
