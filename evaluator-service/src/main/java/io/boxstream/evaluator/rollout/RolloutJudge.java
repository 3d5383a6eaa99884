package io.boxstream.evaluator.rollout;

import io.boxstream.artifacts.rollout.BudgetCheck;
import io.boxstream.artifacts.rollout.Rollout;
import io.boxstream.artifacts.rollout.RolloutCounts;
import io.boxstream.artifacts.rollout.RolloutEnd;
import io.boxstream.artifacts.rollout.RolloutOutcome;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a rollout ends, and how. A budget that is broken beyond noise ends it at once ({@link
 * BudgetCheck}). When the images are compared it is complete; then the challenger is promoted, if
 * that was asked for, unless a measured figure is above its budget at all.
 */
final class RolloutJudge {
  private RolloutJudge() {}

  /**
   * How a running rollout ends now; empty if it goes on.
   *
   * @param generation of the champion that serves now
   */
  static Optional<RolloutEnd> judge(
      Rollout rollout, long generation, Progress progress, Instant now) {
    if (generation != rollout.generation()) {
      return ended(
          RolloutOutcome.SUPERSEDED,
          "generation %d was promoted; the comparison was with generation %d"
              .formatted(generation, rollout.generation()),
          progress,
          now);
    }
    if (progress.withdrawn().isPresent()) {
      return ended(
          RolloutOutcome.ROLLED_BACK,
          "an instance went back to the champion: " + progress.withdrawn().get(),
          progress,
          now);
    }
    RolloutCounts counts = progress.counts();
    Optional<String> broken = BudgetCheck.broken(rollout.mode(), rollout.budgets(), counts);
    if (broken.isPresent()) {
      return ended(RolloutOutcome.ROLLED_BACK, broken.get(), progress, now);
    }
    if (counts.images() >= rollout.budgets().images()) {
      return complete(rollout, progress, now);
    }
    if (!now.isBefore(rollout.request().at().plus(rollout.budgets().duration()))) {
      return ended(
          RolloutOutcome.EXPIRED,
          "%d of %d images were compared within %s"
              .formatted(counts.images(), rollout.budgets().images(), rollout.budgets().duration()),
          progress,
          now);
    }
    return Optional.empty();
  }

  private static Optional<RolloutEnd> complete(Rollout rollout, Progress progress, Instant now) {
    String measured = BudgetCheck.describe(progress.counts());
    if (!rollout.promotes()) {
      return ended(RolloutOutcome.COMPLETED, measured, progress, now);
    }
    Optional<String> above = BudgetCheck.above(rollout.budgets(), progress.counts());
    return above.isPresent()
        ? ended(RolloutOutcome.COMPLETED, "not promoted: " + above.get(), progress, now)
        : ended(RolloutOutcome.PROMOTED, measured, progress, now);
  }

  private static Optional<RolloutEnd> ended(
      RolloutOutcome outcome, String reason, Progress progress, Instant now) {
    return Optional.of(
        new RolloutEnd(
            outcome, reason, Optional.empty(), now, progress.instances(), progress.counts()));
  }
}
