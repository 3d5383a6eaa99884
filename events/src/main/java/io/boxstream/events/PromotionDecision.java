package io.boxstream.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the evaluator decided about a checkpoint. */
public enum PromotionDecision {
  /** There was no champion: the checkpoint becomes the first. */
  FIRST_PROMOTED,
  /** Better than the champion on the same validation set, beyond noise: promoted. */
  BETTER_PROMOTED,
  /** Not better than the champion on the same validation set, or only within noise. */
  NOT_BETTER,
  /** The validation split is empty, so nothing can be compared. */
  EMPTY_VALIDATION_SET,
  /** The score of a class is below its minimum. */
  CLASS_BELOW_FLOOR,
  /** The validation split is too small for a decision. */
  TOO_FEW_IMAGES,
  /** Another checkpoint, at least as good, was promoted to this generation in the meantime. */
  OVERTAKEN,
  /** There was no champion, and the score is below the minimum for a first promotion. */
  BELOW_MINIMUM_FIRST_SCORE,
  /**
   * A later checkpoint of the champion's run that noise cannot tell from the best of the run:
   * promoted.
   */
  LATEST_OF_RUN_PROMOTED,
  /** A class is worse than the champion's by more than the margin, beyond noise. */
  CLASS_FELL,
  /** It would have been promoted, but takes longer per image than the latency budget. */
  TOO_SLOW,
  /** It would have been promoted, but could not be loaded or queried. */
  SMOKE_CHECK_FAILED;

  /** The name in events, for example {@code better-promoted}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the checkpoint was appended to the promotion chain. */
  public boolean isPromotion() {
    return switch (this) {
      case FIRST_PROMOTED, BETTER_PROMOTED, LATEST_OF_RUN_PROMOTED -> true;
      case NOT_BETTER,
          EMPTY_VALIDATION_SET,
          CLASS_BELOW_FLOOR,
          TOO_FEW_IMAGES,
          OVERTAKEN,
          BELOW_MINIMUM_FIRST_SCORE,
          CLASS_FELL,
          TOO_SLOW,
          SMOKE_CHECK_FAILED ->
          false;
    };
  }
}
