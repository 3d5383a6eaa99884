package io.boxstream.inference.app;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.events.RolloutChanged;
import io.boxstream.inference.model.LoadedModel;
import io.boxstream.inference.model.ModelLoader;
import io.boxstream.inference.rollout.ChallengerLoader;
import java.util.Comparator;
import java.util.Optional;

/** Loads challengers as if they were promoted, with the thresholds of their latest evaluation. */
final class StoredChallengers implements ChallengerLoader {
  private final Artifacts artifacts;
  private final ModelLoader loader;

  /**
   * @param loader with a folder of its own for parameters
   */
  StoredChallengers(Artifacts artifacts, ModelLoader loader) {
    this.artifacts = requireNonNull(artifacts, "artifacts");
    this.loader = requireNonNull(loader, "loader");
  }

  @Override
  public LoadedModel load(RolloutChanged rollout) {
    CheckpointId checkpoint = CheckpointId.parse(rollout.checkpointId());
    Optional<EvaluationReport> report =
        artifacts.evaluations().list(checkpoint).stream()
            .max(Comparator.comparing(EvaluationReport::evaluatedAt));
    return loader.load(
        new Promotion(
            rollout.rolloutId(),
            rollout.model(),
            Math.toIntExact(rollout.generation()),
            checkpoint,
            rollout.reason(),
            "rollout",
            Optional.empty(),
            rollout.at(),
            report.flatMap(EvaluationReport::voc07),
            report.map(EvaluationReport::validationSet).map(EvaluationReport.ValidationSet::id)));
  }
}
