package io.boxstream.console.health;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * The health of a service or the broker.
 *
 * @param checks what it says about its parts; empty if it does not answer
 * @param since when it came into this state, as far as this process has seen it
 */
public record Health(HealthState state, List<HealthCheck> checks, Instant since) {

  public Health {
    requireNonNull(state, "state");
    checks = List.copyOf(checks);
    requireNonNull(since, "since");
  }

  /** What it becomes by an observation. */
  Health after(Observation observation, Instant now) {
    return new Health(
        observation.state(), observation.checks(), observation.state() == state ? since : now);
  }
}
