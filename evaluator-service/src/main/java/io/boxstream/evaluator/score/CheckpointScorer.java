package io.boxstream.evaluator.score;

import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.evaluation.EvaluationReport;

/** Scores one checkpoint on one validation set. */
@FunctionalInterface
public interface CheckpointScorer {

  /**
   * Detects on every image of the set and compares.
   *
   * @throws UnusableCheckpointException when the checkpoint can never be scored
   * @throws ImageUnavailableException when an image of the set cannot be scored any more
   */
  EvaluationReport score(CheckpointManifest manifest, ValidationSet set)
      throws ImageUnavailableException;
}
