package io.boxstream.evaluator.decide;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.evaluation.DecisionEvidence.Trial;
import io.boxstream.evaluator.score.ImageUnavailableException;
import io.boxstream.evaluator.score.PromotionTrial;
import io.boxstream.evaluator.score.ValidationSet;
import java.util.Optional;

/** The trial of one checkpoint, made when it is first needed and not again. Not thread-safe. */
final class TrialOnce {
  private final PromotionTrial trial;
  private final CheckpointManifest manifest;
  private final ValidationSet set;
  private Optional<Trial> result = Optional.empty();

  TrialOnce(PromotionTrial trial, CheckpointManifest manifest, ValidationSet set) {
    this.trial = requireNonNull(trial, "trial");
    this.manifest = requireNonNull(manifest, "manifest");
    this.set = requireNonNull(set, "set");
  }

  /**
   * What was found.
   *
   * @param images number of images to query the checkpoint with
   */
  Trial result(int images) throws ImageUnavailableException {
    if (result.isEmpty()) {
      result = Optional.of(trial.run(manifest, set, images));
    }
    return result.get();
  }
}
