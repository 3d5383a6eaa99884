package io.boxstream.evaluator.policy;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import java.util.Optional;

/**
 * What serves now.
 *
 * @param checkpoint which
 * @param voc07 its VOC07 mAP on the challenger's validation set; absent when it cannot be read any
 *     more
 */
public record Champion(CheckpointId checkpoint, Optional<Double> voc07) {
  public Champion {
    requireNonNull(checkpoint, "checkpoint");
    requireNonNull(voc07, "voc07");
  }
}
