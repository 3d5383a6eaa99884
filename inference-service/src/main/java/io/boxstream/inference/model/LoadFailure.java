package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Why the newest promotion does not serve; shown by the health check.
 *
 * @param what the promotion that failed to load, or that the chain could not be read
 * @param reason the error
 * @param attempts attempts in a row that ended so
 * @param at when the latest one ended
 */
public record LoadFailure(String what, String reason, int attempts, Instant at) {

  public LoadFailure {
    requireNonNull(what, "what");
    requireNonNull(reason, "reason");
    requireNonNull(at, "at");
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, was " + attempts);
    }
  }
}
