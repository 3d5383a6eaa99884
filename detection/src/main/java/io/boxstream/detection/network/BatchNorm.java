package io.boxstream.detection.network;

/**
 * The attributes of a batch normalisation.
 *
 * @param epsilon added to the variance inside the square root
 * @param fixGamma whether gamma is fixed at 1, regardless of the stored value
 * @param statistics the prefix of the statistics' names: {@code running} or {@code moving}
 */
public record BatchNorm(String epsilon, boolean fixGamma, String statistics) {
  /** As in the reference's base networks. */
  public static final BatchNorm BASE = new BatchNorm("1e-05", false, "running");

  /** As in EfficientNet. */
  public static final BatchNorm EFFICIENT_NET = new BatchNorm("0.001", false, "running");

  /** As in the reference's expansion layers, which use the operator's defaults. */
  public static final BatchNorm EXPANSION = new BatchNorm("0.001", true, "moving");
}
