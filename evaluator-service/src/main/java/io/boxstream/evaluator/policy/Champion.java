package io.boxstream.evaluator.policy;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import java.util.Optional;

/**
 * The checkpoint that is served.
 *
 * @param checkpoint its id
 * @param report its report on the challenger's validation set; absent if it cannot be scored any
 *     more
 * @param promotedByHand whether a person promoted it
 */
public record Champion(
    CheckpointId checkpoint, Optional<EvaluationReport> report, boolean promotedByHand) {
  public Champion {
    requireNonNull(checkpoint, "checkpoint");
    requireNonNull(report, "report");
  }

  /** Its VOC07 mAP on the challenger's validation set. */
  public Optional<Double> voc07() {
    return report.flatMap(EvaluationReport::voc07);
  }
}
