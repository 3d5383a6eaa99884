package io.boxstream.detection.training;

/**
 * MXNet's two-bit compression of the gradients that a process sends: each value becomes one of
 * -threshold, 0 and threshold, and what is left over is added to the next step's value.
 *
 * @param threshold above 0
 */
public record GradientCompression(double threshold) {
  public GradientCompression {
    if (!(threshold > 0) || !Double.isFinite(threshold)) {
      throw new IllegalArgumentException("threshold must be above 0: " + threshold);
    }
  }
}
