package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.consume.Backoff;
import java.time.Duration;

/**
 * How the promotion chain is followed.
 *
 * @param poll how often the chain is read without a notification
 * @param backoff how long to wait after a failure
 */
public record UpdateSettings(Duration poll, Backoff backoff) {

  public UpdateSettings {
    requireNonNull(poll, "poll");
    requireNonNull(backoff, "backoff");
    if (poll.isNegative() || poll.isZero()) {
      throw new IllegalArgumentException("poll must be positive, was " + poll);
    }
  }
}
