package io.boxstream.evaluator.decide;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;

/** A manual promotion that is refused. */
public final class RefusedPromotionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  RefusedPromotionException(Refusal refusal, CheckpointId checkpoint) {
    super("checkpoint " + checkpoint + " " + refusal.text);
    this.refusal = requireNonNull(refusal, "refusal");
  }

  /** Why not. */
  public Refusal refusal() {
    return refusal;
  }

  /** Why a promotion cannot be. */
  public enum Refusal {
    UNKNOWN_CHECKPOINT("does not exist"),
    OTHER_MODEL("belongs to another model"),
    NOT_EVALUATED("has no score yet"),
    CONDEMNED("is about to be removed by retention; promote another one"),
    PARAMETERS_MISSING("has no parameters in the store any more"),
    ALREADY_CHAMPION("is the champion already"),
    LOST_RACES("was overtaken by other promotions again and again");

    private final String text;

    Refusal(String text) {
      this.text = text;
    }
  }
}
