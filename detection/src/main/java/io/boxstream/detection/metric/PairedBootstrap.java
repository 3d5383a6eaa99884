package io.boxstream.detection.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Confidence intervals of the difference of two detectors' VOC07 mAP: the paired bootstrap over
 * images (Efron and Tibshirani, An Introduction to the Bootstrap, 1993).
 *
 * <p>A resample draws as many images as the data set has, with replacement, and both detectors are
 * scored on the same draw. What makes an image hard for both cancels out. A class that has no
 * object in a resample does not count there, as in {@link VocResult#mean}. The tails of the
 * interval are those of the expanded percentile interval, which allows for few images.
 *
 * <p>Deterministic for a seed. A resample takes one pass over the detections of both. 2000
 * resamples of 1000 images with 100 detections each took 0.4 to 1.3 s with one class and 1.1 to 2 s
 * with 20 classes on two busy processors.
 */
public final class PairedBootstrap {

  private final int resamples;
  private final double confidence;
  private final long seed;

  /**
   * @param resamples number of resamples, at least 100
   * @param confidence probability that the interval holds the true gain, in (0, 1): below the
   *     interval lies half of the rest
   * @param seed of the draws
   */
  public PairedBootstrap(int resamples, double confidence, long seed) {
    if (resamples < 100) {
      throw new IllegalArgumentException("resamples must be at least 100: " + resamples);
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence must be greater than 0 and less than 1: " + confidence);
    }
    this.resamples = resamples;
    this.confidence = confidence;
    this.seed = seed;
  }

  /**
   * The gain of a candidate over a baseline.
   *
   * @param mean gain of the mean over the classes; empty if fewer than two images have an object to
   *     find: no spread can be estimated from one
   * @param perClass gain of the average precision of each class, by class index; empty in the same
   *     way
   */
  public record Gains(Optional<GainInterval> mean, List<Optional<GainInterval>> perClass) {
    public Gains {
      perClass = List.copyOf(perClass);
    }
  }

  /**
   * Compares two detectors on the same data set.
   *
   * @param baseline the matches of one, by class index
   * @param candidate the matches of the other, of the same classes
   * @throws IllegalArgumentException if the classes, images or objects of both differ
   */
  public Gains compare(List<ClassMatches> baseline, List<ClassMatches> candidate) {
    requireSameDataSet(baseline, candidate);
    int classes = baseline.size();
    int images = classes == 0 ? 0 : baseline.get(0).images();
    Resampling resampling = new Resampling(baseline, candidate);
    double[][] gains = new double[classes + 1][resamples];
    SplittableRandom random = new SplittableRandom(seed);
    int[] weights = new int[images];
    for (int resample = 0; resample < resamples; resample++) {
      Arrays.fill(weights, 0);
      for (int draw = 0; draw < images; draw++) {
        weights[random.nextInt(images)]++;
      }
      resampling.gains(weights, gains, resample);
    }
    double[][] observed = new double[classes + 1][1];
    Arrays.fill(weights, 1);
    resampling.gains(weights, observed, 0);
    List<Optional<GainInterval>> perClass =
        IntStream.range(0, classes)
            .mapToObj(
                index ->
                    interval(
                        observed[index][0],
                        gains[index],
                        baseline.get(index).imagesWithGroundTruth()))
            .toList();
    return new Gains(
        interval(observed[classes][0], gains[classes], imagesWithGroundTruth(baseline, images)),
        perClass);
  }

  private Optional<GainInterval> interval(double gain, double[] gains, int observations) {
    double[] defined = Arrays.stream(gains).filter(value -> !Double.isNaN(value)).toArray();
    return observations < 2 || defined.length == 0
        ? Optional.empty()
        : Optional.of(GainInterval.of(gain, defined, confidence, observations));
  }

  private static int imagesWithGroundTruth(List<ClassMatches> classes, int images) {
    boolean[] labelled = new boolean[images];
    for (ClassMatches matches : classes) {
      int[] objects = matches.groundTruths();
      for (int image = 0; image < images; image++) {
        labelled[image] |= objects[image] > 0;
      }
    }
    int count = 0;
    for (boolean one : labelled) {
      count += one ? 1 : 0;
    }
    return count;
  }

  private static void requireSameDataSet(List<ClassMatches> one, List<ClassMatches> other) {
    if (one.size() != other.size()) {
      throw new IllegalArgumentException(one.size() + " and " + other.size() + " classes");
    }
    for (int index = 0; index < one.size(); index++) {
      if (!Arrays.equals(one.get(index).groundTruths(), other.get(index).groundTruths())
          || one.get(index).images() != one.get(0).images()) {
        throw new IllegalArgumentException("class " + index + " is not of the same images");
      }
    }
  }

  /** Both detectors' average precisions under weights of the images. */
  private static final class Resampling {
    private final List<WeightedAveragePrecision> baseline;
    private final List<WeightedAveragePrecision> candidate;

    Resampling(List<ClassMatches> baseline, List<ClassMatches> candidate) {
      this.baseline = baseline.stream().map(WeightedAveragePrecision::new).toList();
      this.candidate = candidate.stream().map(WeightedAveragePrecision::new).toList();
    }

    /**
     * Computes the gain of each class and, in the last row, of their mean.
     *
     * @param gains receives them in a column; NaN where a class has no object
     */
    void gains(int[] weights, double[][] gains, int column) {
      double sum = 0;
      int defined = 0;
      for (int index = 0; index < baseline.size(); index++) {
        double gain = candidate.get(index).of(weights) - baseline.get(index).of(weights);
        gains[index][column] = gain;
        if (!Double.isNaN(gain)) {
          sum += gain;
          defined++;
        }
      }
      gains[baseline.size()][column] = defined == 0 ? Double.NaN : sum / defined;
    }
  }
}
