package io.boxstream.evaluator.rollout;

import static java.util.Objects.requireNonNull;

/** A rollout that cannot be started or ended. */
public final class RefusedRolloutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  RefusedRolloutException(Refusal refusal, String message) {
    super(message);
    this.refusal = requireNonNull(refusal, "refusal");
  }

  /** Why not. */
  public Refusal refusal() {
    return refusal;
  }

  /** Why a rollout cannot be started or ended. */
  public enum Refusal {
    /** The model has no champion to compare with. */
    NO_CHAMPION,
    /** The challenger is the champion. */
    ALREADY_CHAMPION,
    /** Another rollout of the model runs. */
    ROLLOUT_RUNNING,
    /** It has ended already. */
    ROLLOUT_ENDED
  }
}
