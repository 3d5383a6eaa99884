package io.boxstream.rest.upload;

import static java.util.Objects.requireNonNull;

import io.boxstream.rest.problem.Problem;

/**
 * How long a body may be.
 *
 * @param mostBytes the longest body
 * @param problem the answer to a longer one
 */
public record BodyLimit(long mostBytes, Problem problem) {

  public BodyLimit {
    requireNonNull(problem, "problem");
    if (mostBytes < 0) {
      throw new IllegalArgumentException("mostBytes must not be negative: " + mostBytes);
    }
  }

  /**
   * A limit whose excess is answered with 413, {@code request-too-large}.
   *
   * @param key of the configuration that sets it
   */
  public static BodyLimit of(long mostBytes, String key) {
    return new BodyLimit(
        mostBytes,
        Problem.of(
            413,
            "request-too-large",
            "the body may have at most %d bytes (%s)".formatted(mostBytes, key)));
  }
}
