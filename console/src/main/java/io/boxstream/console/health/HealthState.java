package io.boxstream.console.health;

/** How a service or the broker is. */
public enum HealthState {
  /** It answers, and all its checks are up. */
  UP,
  /** It answers, and a check is down. */
  DOWN,
  /** It does not answer. */
  AWAY
}
