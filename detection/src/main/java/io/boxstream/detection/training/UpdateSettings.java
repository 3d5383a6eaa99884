package io.boxstream.detection.training;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.network.FineTuning;

/**
 * What a step changes, and how.
 *
 * @param optimizer how gradients change arrays
 * @param fineTuning which arrays of the base network are trained, and at what rate
 */
public record UpdateSettings(OptimizerSettings optimizer, FineTuning fineTuning) {
  public UpdateSettings {
    requireNonNull(optimizer, "optimizer");
    requireNonNull(fineTuning, "fineTuning");
  }

  /** Every array is trained. */
  public static UpdateSettings of(OptimizerSettings optimizer) {
    return new UpdateSettings(optimizer, FineTuning.NONE);
  }
}
