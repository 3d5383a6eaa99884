package io.boxstream.detection.training;

import java.util.List;

/** The learning rate of each step, a function of the step and the epoch. */
public sealed interface LearningRateSchedule {
  /**
   * The learning rate of a step.
   *
   * @param step the step, from 0, over the whole run
   * @param epoch the epoch of the step, from 0. A batch that spans two epochs belongs to the
   *     second, as with the reference's rollover
   */
  double rate(long step, long epoch);

  /**
   * A rate that drops by a factor at the start of certain epochs, as in the reference.
   *
   * @param base the rate of the first epoch
   * @param factor the factor that each drop multiplies the rate by
   * @param epochs the epochs, from 0, that start with a drop, in ascending order
   */
  record StepDecay(double base, double factor, List<Integer> epochs)
      implements LearningRateSchedule {
    /** Checks the ranges and copies the list. */
    public StepDecay {
      requirePositive("base rate", base);
      requirePositive("factor", factor);
      epochs = List.copyOf(epochs);
    }

    @Override
    public double rate(long step, long epoch) {
      long drops = epochs.stream().filter(start -> start <= epoch).count();
      return base * Math.pow(factor, drops);
    }
  }

  /**
   * A rate that rises linearly to its base and then falls to zero along half a cosine.
   *
   * @param base the highest rate
   * @param warmupSteps the number of steps until the highest rate is reached
   * @param totalSteps the step at which the rate is zero
   */
  record WarmupCosine(double base, long warmupSteps, long totalSteps)
      implements LearningRateSchedule {
    /** Checks the ranges. */
    public WarmupCosine {
      requirePositive("base rate", base);
      if (warmupSteps < 0 || totalSteps < 1) {
        throw new IllegalArgumentException(
            "total steps must be positive and warmup steps not negative, were %d and %d"
                .formatted(totalSteps, warmupSteps));
      }
    }

    @Override
    public double rate(long step, long epoch) {
      if (step < warmupSteps) {
        return base * (step + 1) / warmupSteps;
      }
      double progress = (double) (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps);
      return base * (1 + Math.cos(Math.PI * Math.min(1, progress))) / 2;
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(name + " must be above 0, not " + value);
    }
  }
}
