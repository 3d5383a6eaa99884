package io.boxstream.evaluator.score;

import io.boxstream.artifacts.checkpoint.CheckpointManifest;

/** Makes a checkpoint a detector. */
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
