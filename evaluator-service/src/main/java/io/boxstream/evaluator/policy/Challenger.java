package io.boxstream.evaluator.policy;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import java.util.Optional;

/**
 * The checkpoint that is decided about.
 *
 * @param report its report
 * @param bestOfRun the report with the highest VOC07 mAP among the earlier checkpoints of its run
 *     on the same validation set; needed only if the champion is one of them
 * @param annealed whether its learning rate was at most half of that best checkpoint's
 */
public record Challenger(
    EvaluationReport report, Optional<EvaluationReport> bestOfRun, boolean annealed) {
  public Challenger {
    requireNonNull(report, "report");
    requireNonNull(bestOfRun, "bestOfRun");
  }

  /** Whether another checkpoint is an earlier one of the same run. */
  public boolean isLaterThan(CheckpointId other) {
    CheckpointId own = report.checkpoint();
    return own.runId().equals(other.runId()) && own.epoch() > other.epoch();
  }
}
