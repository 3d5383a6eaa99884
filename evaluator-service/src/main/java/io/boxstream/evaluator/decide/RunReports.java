package io.boxstream.evaluator.decide;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.Checkpoints;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.evaluator.policy.Challenger;
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

  /** The checkpoint of a report, to be decided about. */
  Challenger challenger(EvaluationReport report) {
    Optional<EvaluationReport> best = bestBefore(report);
    return new Challenger(
        report,
        best,
        best.filter(earlier -> isAnnealed(report.checkpoint(), earlier.checkpoint())).isPresent());
  }

  private boolean isAnnealed(CheckpointId checkpoint, CheckpointId earlier) {
    Optional<Double> now = learningRate(checkpoint);
    Optional<Double> before = learningRate(earlier);
    return now.isPresent() && before.isPresent() && now.get() <= before.get() / 2;
  }

  /** The learning rate of a checkpoint's last step; empty if retention has removed its manifest. */
  private Optional<Double> learningRate(CheckpointId checkpoint) {
    return checkpoints.find(checkpoint).map(manifest -> manifest.position().learningRate());
  }

  /**
   * The report with the highest VOC07 mAP among the earlier checkpoints of a checkpoint's run, on
   * the validation set of its report.
   */
  private Optional<EvaluationReport> bestBefore(EvaluationReport report) {
    CheckpointId own = report.checkpoint();
    return checkpoints.list(own.runId()).stream()
        .filter(checkpoint -> checkpoint.epoch() < own.epoch())
        .flatMap(checkpoint -> reports.find(checkpoint, report.validationSet().id()).stream())
        .filter(earlier -> earlier.voc07().isPresent())
        .max(BEST);
  }
}
