package io.boxstream.evaluator.score;

import io.boxstream.artifacts.checkpoint.CheckpointManifest;

/** Loads the detector of a checkpoint. */
@FunctionalInterface
public interface DetectorSource {

  /**
   * Fetches, verifies and loads.
   *
   * @return a detector that the caller closes
   * @throws UnusableCheckpointException when it can never be loaded
   */
  ImageDetector load(CheckpointManifest manifest);
}
