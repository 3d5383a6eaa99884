package io.boxstream.detection.metric;

import java.util.Arrays;

/**
 * By how much one detector is better than another on the same images, and how sure that is.
 *
 * @param gain difference of the scores on the data set, in [-1, 1]; positive if the candidate is
 *     better
 * @param low lower end of the confidence interval of the gain
 * @param high upper end
 * @param standardError standard deviation of the gain over data sets of this size, at least 0
 */
public record GainInterval(double gain, double low, double high, double standardError) {

  public GainInterval {
    if (!(low <= high && low >= -1 && high <= 1 && Math.abs(gain) <= 1 && standardError >= 0)) {
      throw new IllegalArgumentException(
          "gain %s, interval %s to %s, standard error %s"
              .formatted(gain, low, high, standardError));
    }
  }

  /**
   * The interval of a bootstrap.
   *
   * @param gains the gain of each resample, at least one; sorted by this method
   * @param observations number of images that were resampled, at least 2
   */
  static GainInterval of(double gain, double[] gains, double confidence, int observations) {
    Arrays.sort(gains);
    int tail = (int) (TailFraction.of(confidence, observations) * gains.length);
    double mean = Arrays.stream(gains).average().orElseThrow();
    double squares = Arrays.stream(gains).map(value -> (value - mean) * (value - mean)).sum();
    return new GainInterval(
        gain,
        gains[tail],
        gains[gains.length - 1 - tail],
        Math.sqrt(squares / gains.length * observations / (observations - 1)));
  }
}
