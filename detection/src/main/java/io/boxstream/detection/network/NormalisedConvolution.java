package io.boxstream.detection.network;

import java.util.function.Function;

/**
 * A convolution and the batch normalisation after it. With fixed statistics the two can be folded
 * into one convolution with a bias: {@code γ·(w∗x + b − μ)/√(σ² + ε) + β} has the filters {@code
 * s·w} and the bias {@code s·(b − μ) + β}, where {@code s = γ/√(σ² + ε)} is a scale per channel.
 *
 * @param prefix the prefix of the names of the convolution's arrays
 * @param form the convolution
 * @param hasBias whether the convolution has a bias of its own
 * @param normPrefix the prefix of the names of the normalisation's arrays
 * @param norm the normalisation
 */
record NormalisedConvolution(
    String prefix, Convolution form, boolean hasBias, String normPrefix, BatchNorm norm) {

  /** Name of γ, (channels). */
  String gamma() {
    return normPrefix + "gamma";
  }

  /** Name of β, (channels). */
  String beta() {
    return normPrefix + "beta";
  }

  /** Name of the statistic μ, (channels). */
  String mean() {
    return normPrefix + norm.statistics() + "_mean";
  }

  /** Name of the statistic σ², (channels). */
  String variance() {
    return normPrefix + norm.statistics() + "_var";
  }

  /** Prefix of the names of the folded convolution's arrays. */
  String foldedPrefix() {
    return prefix + "folded.";
  }

  /** The filters of the folded convolution, in the shape of the original filters. */
  float[] foldedWeight(Function<String, float[]> arrays) {
    double[] scales = scales(arrays);
    float[] weight = arrays.apply(prefix + "weight");
    int filter = weight.length / scales.length;
    float[] folded = new float[weight.length];
    for (int channel = 0; channel < scales.length; channel++) {
      for (int i = channel * filter; i < (channel + 1) * filter; i++) {
        folded[i] = (float) (scales[channel] * weight[i]);
      }
    }
    return folded;
  }

  /** The bias of the folded convolution, (channels). */
  float[] foldedBias(Function<String, float[]> arrays) {
    double[] scales = scales(arrays);
    float[] mean = arrays.apply(mean());
    float[] beta = arrays.apply(beta());
    float[] own = hasBias ? arrays.apply(prefix + "bias") : new float[beta.length];
    float[] folded = new float[beta.length];
    for (int i = 0; i < folded.length; i++) {
      folded[i] = (float) (scales[i] * (own[i] - mean[i]) + beta[i]);
    }
    return folded;
  }

  /** The scales s, (channels). */
  private double[] scales(Function<String, float[]> arrays) {
    float[] variance = arrays.apply(variance());
    float[] gamma = arrays.apply(gamma());
    double epsilon = Double.parseDouble(norm.epsilon());
    double[] scales = new double[gamma.length];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = (norm.fixGamma() ? 1 : gamma[i]) / Math.sqrt(variance[i] + epsilon);
    }
    return scales;
  }
}
