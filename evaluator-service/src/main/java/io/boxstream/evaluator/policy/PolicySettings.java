package io.boxstream.evaluator.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * The conditions of a promotion. Scores are VOC07 mAP, and average precision for a class.
 *
 * @param minimums what every promoted checkpoint must have
 * @param gain what a checkpoint must gain over the champion
 * @param sameRunTolerance by how much a later checkpoint of the champion's run may be below the
 *     best checkpoint of the run, if that is also within one standard error; 0 to 1
 * @param classFallMargin by how much a class may be worse than the champion's; a fall counts when
 *     the whole interval of its gain is below this; 0 to 1, 1 for any fall
 * @param trial what is tried before a promotion
 */
public record PolicySettings(
    Minimums minimums,
    GainRule gain,
    double sameRunTolerance,
    double classFallMargin,
    TrialRule trial) {
  public PolicySettings {
    requireNonNull(minimums, "minimums");
    requireNonNull(gain, "gain");
    requireFraction(sameRunTolerance, "sameRunTolerance");
    requireFraction(classFallMargin, "classFallMargin");
    requireNonNull(trial, "trial");
  }

  /** The defaults of the configuration. */
  public static PolicySettings defaults() {
    return new PolicySettings(
        new Minimums(1, 0.001, 0),
        new GainRule(0, 0.9, 1000),
        0.05,
        0.05,
        new TrialRule(8, Optional.empty()));
  }

  /** The same with other minimums. */
  public PolicySettings with(Minimums other) {
    return new PolicySettings(other, gain, sameRunTolerance, classFallMargin, trial);
  }

  /** The same with another rule for the gain. */
  public PolicySettings with(GainRule other) {
    return new PolicySettings(minimums, other, sameRunTolerance, classFallMargin, trial);
  }

  /** The same with another trial. */
  public PolicySettings with(TrialRule other) {
    return new PolicySettings(minimums, gain, sameRunTolerance, classFallMargin, other);
  }

  /**
   * What every promoted checkpoint must have.
   *
   * @param images images of the validation set, at least 1
   * @param firstScore score of the first model to be promoted; 0 to 1, 0 for any
   * @param classFloor score of each class with ground truth; 0 to 1
   */
  public record Minimums(int images, double firstScore, double classFloor) {
    public Minimums {
      if (images < 1) {
        throw new IllegalArgumentException("minimumImages must be positive: " + images);
      }
      requireFraction(firstScore, "minimumFirstScore");
      requireFraction(classFloor, "classFloor");
    }
  }

  /**
   * What a checkpoint must gain over the champion.
   *
   * @param minimum the lower end of the interval of the gain must be above this; 0 to 1
   * @param confidence probability that the interval holds the true gain, greater than 0 and less
   *     than 1
   * @param resamples resamples of the paired bootstrap, 100 to 100000
   */
  public record GainRule(double minimum, double confidence, int resamples) {
    public GainRule {
      requireFraction(minimum, "minimumGain");
      if (!(confidence > 0 && confidence < 1)) {
        throw new IllegalArgumentException(
            "confidence must be greater than 0 and less than 1: " + confidence);
      }
      if (resamples < 100 || resamples > 100_000) {
        throw new IllegalArgumentException("resamples must be 100 to 100000: " + resamples);
      }
    }
  }

  /**
   * What is tried before a promotion: the checkpoint is loaded and queried twice with each of some
   * validation images, one at a time.
   *
   * @param images number of these images; 0 for no trial
   * @param latencyBudget longest median time per image; empty for any
   */
  public record TrialRule(int images, Optional<Duration> latencyBudget) {
    public TrialRule {
      if (images < 0) {
        throw new IllegalArgumentException("referenceImages must not be negative: " + images);
      }
      if (latencyBudget.filter(budget -> budget.isNegative() || budget.isZero()).isPresent()) {
        throw new IllegalArgumentException("latencyBudget must be positive: " + latencyBudget);
      }
      if (images == 0 && latencyBudget.isPresent()) {
        throw new IllegalArgumentException(
            "latencyBudget needs images to measure with: referenceImages must be positive");
      }
    }
  }

  private static void requireFraction(double value, String what) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(what + " must be 0 to 1: " + value);
    }
  }
}
