package io.boxstream.console.answers;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What is known of a service's answer.
 *
 * @param status of HTTP; 0 if there was no answer, or none that could be read
 * @param value of a success
 */
public record Reply<T>(int status, Optional<T> value) {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY_REQUESTS = 429;

  public Reply {
    requireNonNull(value, "value");
  }

  /** No answer. */
  public static <T> Reply<T> none() {
    return new Reply<>(0, Optional.empty());
  }

  /** Whether the service does not answer, or not in a way that can be read. */
  public boolean isAway() {
    return status == 0;
  }

  /** Whether the answer is about who asked, and not about what was asked. */
  boolean isAboutCaller() {
    return status == UNAUTHORIZED || status == FORBIDDEN || status == TOO_MANY_REQUESTS;
  }
}
