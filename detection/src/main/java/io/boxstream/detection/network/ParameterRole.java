package io.boxstream.detection.network;

/**
 * The role of an array of a network; determines whether it is trained and how it is initialised.
 */
public enum ParameterRole {
  CONVOLUTION_WEIGHT(true),
  CONVOLUTION_BIAS(true),
  NORM_GAMMA(true),
  NORM_BETA(true),
  /** The running mean of a batch normalisation, updated by the engine. */
  NORM_MEAN(false),
  /** The running (biased) variance of a batch normalisation, updated by the engine. */
  NORM_VARIANCE(false),
  /** The learned per-channel factor after VGG's L2 normalisation. */
  NORM_SCALE(true),
  /** VGG's stored factor that scales its normalised input back to 0..255. */
  INPUT_SCALE(false);

  private final boolean trained;

  ParameterRole(boolean trained) {
    this.trained = trained;
  }

  /** Whether the optimizer updates arrays of this role. */
  public boolean trained() {
    return trained;
  }
}
