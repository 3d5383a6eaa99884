package io.boxstream.evaluator.decide;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.Checkpoints;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import java.util.Comparator;
import java.util.Optional;

/** The reports of a run's checkpoints. */
final class RunReports {
  /** The best score; of equal ones the later checkpoint. */
  private static final Comparator<EvaluationReport> BEST =
      Comparator.comparing((EvaluationReport report) -> report.voc07().orElseThrow())
          .thenComparing(EvaluationReport::checkpoint);

  private final Checkpoints checkpoints;
  private final EvaluationReports reports;

  RunReports(Artifacts artifacts) {
    requireNonNull(artifacts, "artifacts");
    this.checkpoints = artifacts.checkpoints();
    this.reports = artifacts.evaluations();
  }

  /**
   * The report with the highest VOC07 mAP among the earlier checkpoints of a checkpoint's run, on
   * the validation set of its report.
   */
  Optional<EvaluationReport> bestBefore(EvaluationReport report) {
    CheckpointId own = report.checkpoint();
    return checkpoints.list(own.runId()).stream()
        .filter(checkpoint -> checkpoint.epoch() < own.epoch())
        .flatMap(checkpoint -> reports.find(checkpoint, report.validationSet().id()).stream())
        .filter(earlier -> earlier.voc07().isPresent())
        .max(BEST);
  }
}
