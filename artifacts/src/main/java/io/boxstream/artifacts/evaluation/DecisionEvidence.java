package io.boxstream.artifacts.evaluation;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The numbers that a decision rests on. Each part is absent if it was not needed or could not be
 * computed; the reason of the decision says which.
 *
 * @param gain gain over the champion, resampled over the images; absent without a champion, and if
 *     one of the two reports has no {@link DetectionMatches}
 * @param bestOfRun comparison with the best earlier checkpoint of the same run
 * @param trial what was found when the checkpoint was loaded and queried before its promotion
 */
public record DecisionEvidence(
    Optional<GainEstimate> gain, Optional<RunComparison> bestOfRun, Optional<Trial> trial) {
  public DecisionEvidence {
    requireNonNull(gain, "gain");
    requireNonNull(bestOfRun, "bestOfRun");
    requireNonNull(trial, "trial");
  }

  /** A decision that rests on the report alone. */
  public static DecisionEvidence none() {
    return new DecisionEvidence(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same with a trial. */
  public DecisionEvidence withTrial(Trial tried) {
    return new DecisionEvidence(gain, bestOfRun, Optional.of(tried));
  }

  /**
   * The gain of one checkpoint over another on the same images, by a paired bootstrap.
   *
   * @param mean gain of the VOC07 mAP; absent if fewer than two images have a box that counts
   * @param perClass gain of the VOC07 average precision by label; a class with boxes in fewer than
   *     two images is absent
   * @param confidence probability that an interval holds the true gain, in (0, 1)
   * @param resamples number of resamples
   */
  public record GainEstimate(
      Optional<Gain> mean, Map<String, Gain> perClass, double confidence, int resamples) {
    public GainEstimate {
      requireNonNull(mean, "mean");
      perClass = Collections.unmodifiableMap(new TreeMap<>(perClass));
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
      if (!(low <= high && low >= -1 && high <= 1 && Math.abs(value) <= 1 && standardError >= 0)) {
        throw new IllegalArgumentException(
            "gain %s, interval %s to %s, standard error %s"
                .formatted(value, low, high, standardError));
      }
    }
  }

  /**
   * A comparison with the best earlier checkpoint of the same run.
   *
   * @param checkpoint the checkpoint of the run with the highest score on the validation set
   * @param voc07 its VOC07 mAP
   * @param difference VOC07 mAP of the checkpoint that is decided about, minus {@code voc07}
   * @param standardError standard error of the difference; absent if it cannot be estimated
   * @param allowed by how much the later checkpoint may be below the best one, at least 0
   */
  public record RunComparison(
      CheckpointId checkpoint,
      double voc07,
      double difference,
      Optional<Double> standardError,
      double allowed) {
    public RunComparison {
      requireNonNull(checkpoint, "checkpoint");
      requireNonNull(standardError, "standardError");
    }
  }

  /**
   * What was found when the checkpoint was loaded and queried before its promotion.
   *
   * @param images number of images that it was queried with, one at a time
   * @param medianMillis median time per image in milliseconds; absent if it failed
   * @param failure what failed, one sentence; absent if nothing did
   */
  public record Trial(int images, Optional<Double> medianMillis, Optional<String> failure) {
    public Trial {
      if (images < 0) {
        throw new IllegalArgumentException("images must not be negative: " + images);
      }
      requireNonNull(medianMillis, "medianMillis");
      requireNonNull(failure, "failure");
    }
  }
}
