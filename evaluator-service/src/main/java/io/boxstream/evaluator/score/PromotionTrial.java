package io.boxstream.evaluator.score;

import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.evaluation.DecisionEvidence.Trial;

/** Tries a checkpoint before it is promoted. */
@FunctionalInterface
public interface PromotionTrial {

  /**
   * Loads the checkpoint and queries it.
   *
   * @param images number of images of the set to query it with, at least 1
   * @return what was found; a checkpoint that cannot be loaded or queried is a failure, not an
   *     exception
   * @throws ImageUnavailableException when an image of the set cannot be read any more
   */
  Trial run(CheckpointManifest manifest, ValidationSet set, int images)
      throws ImageUnavailableException;
}
