package io.boxstream.trainer.run;

/**
 * What a request or the configuration says about early stopping; what is null is left open.
 *
 * @param patience evaluated checkpoints without an improvement after which a run ends, 0 to 1000; 0
 *     for never
 * @param minimumGain smallest gain in VOC07 mAP that counts as an improvement, 0 to 1
 */
public record EarlyStoppingOverrides(Integer patience, Double minimumGain) {

  private static final int MAX_PATIENCE = 1000;

  public EarlyStoppingOverrides {
    if (patience != null && (patience < 0 || patience > MAX_PATIENCE)) {
      throw new IllegalArgumentException(
          "earlyStopping.patience must be between 0 and " + MAX_PATIENCE + ", is " + patience);
    }
    if (minimumGain != null && !(minimumGain >= 0 && minimumGain <= 1)) {
      throw new IllegalArgumentException(
          "earlyStopping.minimumGain must be between 0 and 1, is " + minimumGain);
    }
  }

  /** Nothing said. */
  public static EarlyStoppingOverrides none() {
    return new EarlyStoppingOverrides(null, null);
  }

  EarlyStoppingOverrides orElse(EarlyStoppingOverrides others) {
    return new EarlyStoppingOverrides(
        patience != null ? patience : others.patience,
        minimumGain != null ? minimumGain : others.minimumGain);
  }
}
