package io.boxstream.artifacts.rollout;

/** How a rollout ends. */
public enum RolloutOutcome {
  /** It kept its budgets, and the challenger is promoted. */
  PROMOTED,
  /** The images were compared, and nothing is promoted. */
  COMPLETED,
  /** It broke a budget, or the challenger failed. */
  ROLLED_BACK,
  /** The images did not come in time. */
  EXPIRED,
  /** Another checkpoint was promoted meanwhile. */
  SUPERSEDED,
  /** A person ended it. */
  STOPPED
}
