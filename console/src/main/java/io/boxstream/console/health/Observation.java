package io.boxstream.console.health;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a probe has seen.
 *
 * @param checks empty if nothing answers
 */
public record Observation(HealthState state, List<HealthCheck> checks) {

  public Observation {
    requireNonNull(state, "state");
    checks = List.copyOf(checks);
  }

  /** Nothing answers. */
  public static Observation away() {
    return new Observation(HealthState.AWAY, List.of());
  }
}
