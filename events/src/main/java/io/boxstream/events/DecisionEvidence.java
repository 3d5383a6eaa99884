package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The numbers that a decision rests on. A part is empty if it was not needed or could not be
 * computed; the reason of the decision says which.
 *
 * @param gain the gain over the champion, resampled over the images
 * @param bestOfRun the comparison with the best earlier checkpoint of the same run
 * @param trial what was found when the checkpoint was loaded and queried before its promotion
 */
public record DecisionEvidence(
    Optional<GainEstimate> gain, Optional<RunComparison> bestOfRun, Optional<Trial> trial) {
  public DecisionEvidence {
    requireNonNull(gain, "gain");
    requireNonNull(bestOfRun, "bestOfRun");
    requireNonNull(trial, "trial");
  }

  /**
   * The gain over the champion on the same images, by a paired bootstrap.
   *
   * @param mean gain of the VOC07 mAP; empty if fewer than two images have a box that counts
   * @param perClass gain of the VOC07 average precision; a class with boxes in fewer than two
   *     images is absent
   * @param confidence probability that an interval holds the true gain, in [0, 1]
   * @param resamples number of resamples
   */
  public record GainEstimate(
      Optional<Gain> mean, Map<String, Gain> perClass, double confidence, int resamples) {
    public GainEstimate {
      requireNonNull(mean, "mean");
      perClass = Collections.unmodifiableMap(new TreeMap<>(perClass));
      Checks.fraction(confidence, "confidence");
      Checks.positive(resamples, "resamples");
    }
  }

  /**
   * A gain with its confidence interval.
   *
   * @param value difference of the scores, in [-1, 1]
   * @param low lower end of the interval
   * @param high upper end of the interval
   * @param standardError standard error of the difference
   */
  public record Gain(double value, double low, double high, double standardError) {
    public Gain {
      Checks.difference(value, "value");
      Checks.difference(low, "low");
      Checks.difference(high, "high");
      Checks.notNegative(standardError, "standardError");
    }
  }

  /**
   * The comparison with the best earlier checkpoint of the same run.
   *
   * @param checkpointId the checkpoint of the run with the highest score on the validation set
   * @param voc07 its score
   * @param difference score of the checkpoint that is decided about, minus {@code voc07}
   * @param standardError standard error of the difference; empty if it cannot be estimated
   * @param allowed by how much the later checkpoint may be below the best one
   */
  public record RunComparison(
      String checkpointId,
      double voc07,
      double difference,
      Optional<Double> standardError,
      double allowed) {
    public RunComparison {
      Checks.text(checkpointId, "checkpointId");
      Checks.fraction(voc07, "voc07");
      Checks.difference(difference, "difference");
      standardError.ifPresent(value -> Checks.notNegative(value, "standardError"));
      Checks.fraction(allowed, "allowed");
    }
  }

  /**
   * What was found when the checkpoint was loaded and queried before its promotion.
   *
   * @param images number of images that it was queried with, one at a time
   * @param medianMillis median time per image in milliseconds; empty if it failed
   * @param failure what failed, one sentence; empty if nothing did
   */
  public record Trial(int images, Optional<Double> medianMillis, Optional<String> failure) {
    public Trial {
      Checks.notNegative(images, "images");
      medianMillis.ifPresent(value -> Checks.notNegative(value, "medianMillis"));
      failure.ifPresent(value -> Checks.text(value, "failure"));
    }
  }
}
