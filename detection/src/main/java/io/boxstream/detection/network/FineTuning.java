package io.boxstream.detection.network;

/**
 * How training changes the base network of a detector.
 *
 * @param fixed whether the base network's first layers and the statistics of its batch
 *     normalisations stay as they are. No gradients are computed for these layers
 * @param baseRate factor of the learning rate for the arrays of the base network; above 0, at most
 *     1
 */
public record FineTuning(boolean fixed, double baseRate) {
  /** Every array is trained, at the same rate: for a network without pretrained weights. */
  public static final FineTuning NONE = new FineTuning(false, 1);

  /** Checks the range. */
  public FineTuning {
    if (!(baseRate > 0 && baseRate <= 1)) {
      throw new IllegalArgumentException(
          "the base network's rate must be above 0 and at most 1, is " + baseRate);
    }
  }

  /** The factor of the learning rate of an array. */
  public double rate(ParameterSpec spec) {
    return spec.part() == NetworkPart.BASE ? baseRate : 1;
  }
}
