package io.boxstream.trainer;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.Checkpoints;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.trainer.run.EvaluatedEpoch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the scores of a run's checkpoints from the reports in the object store. */
final class ValidationScores {

  private final Checkpoints checkpoints;
  private final EvaluationReports reports;

  ValidationScores(ObjectStore store) {
    this.checkpoints = new Checkpoints(store);
    this.reports = new EvaluationReports(store);
  }

  /** The scores of the checkpoints that are evaluated by now, by epoch. */
  List<EvaluatedEpoch> of(RunRecord run) {
    List<EvaluatedEpoch> evaluated = new ArrayList<>();
    for (CheckpointId checkpoint : checkpoints.list(run.runId())) {
      voc07(checkpoint, run.dataSet().hash())
          .ifPresent(score -> evaluated.add(new EvaluatedEpoch(checkpoint.epoch(), score)));
    }
    return evaluated;
  }

  /** A champion has reports on the data sets of later runs, too. */
  private Optional<Double> voc07(CheckpointId checkpoint, String snapshot) {
    return reports.list(checkpoint).stream()
        .filter(report -> report.validationSet().snapshot().equals(snapshot))
        .max(Comparator.comparingInt(report -> report.validationSet().images()))
        .flatMap(EvaluationReport::voc07);
  }
}
