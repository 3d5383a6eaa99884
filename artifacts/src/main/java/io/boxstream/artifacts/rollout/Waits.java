package io.boxstream.artifacts.rollout;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How long callers waited in a canary: from the moment a request is accepted to its answer, the
 * queue and the time of a challenger that failed included. A pair is a request that the champion
 * answered and one of the challenger's share that came by the same way at the same time.
 *
 * @param http requests by HTTP
 * @param topic requests by topic
 */
public record Waits(PairedTimes http, PairedTimes topic) {
  public Waits {
    requireNonNull(http, "http");
    requireNonNull(topic, "topic");
  }

  /** The waits of both. */
  public Waits plus(Waits other) {
    return new Waits(http.plus(other.http), topic.plus(other.topic));
  }

  static Optional<Waits> sum(Optional<Waits> one, Optional<Waits> other) {
    return one.map(waits -> other.map(waits::plus).orElse(waits)).or(() -> other);
  }
}
