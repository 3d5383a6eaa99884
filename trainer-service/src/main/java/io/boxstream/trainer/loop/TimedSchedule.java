package io.boxstream.trainer.loop;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.training.LearningRateSchedule;
import io.boxstream.trainer.run.EpochSchedule;
import io.boxstream.trainer.run.ThroughputMeter;
import io.boxstream.trainer.run.TrainingPosition;
import java.time.Duration;

/**
 * A run of a given training time. The recipe's schedule is stretched or compressed to that time:
 * the share of the time that has passed is the share of the schedule's steps that are done,
 * whatever the speed. So the learning rate reaches its end when the time is up, and drops come
 * after the same share of the run as in the recipe. Training ends after the step in which the time
 * is up, and has at least one step.
 *
 * <p>A slow machine, or a slow first step, does not pass over the warm-up: as long as the rate
 * rises, a step has at most the rate that it would have in a run of {@value #FEWEST_STEPS} steps.
 *
 * @param budget training time, positive
 * @param nominal the epochs and steps of the recipe without a time budget
 * @param rates the recipe's learning rates, for the steps and epochs of {@code nominal}
 * @param checkpoints number of equal shares of the time; a checkpoint is due at the first end of an
 *     epoch in each share after the first, and at the end
 */
public record TimedSchedule(
    Duration budget, EpochSchedule nominal, LearningRateSchedule rates, int checkpoints)
    implements TrainingSchedule {

  private static final int FEWEST_STEPS = 100;

  /** A product that is a whole number but for its rounding error counts as that number. */
  private static final double ROUNDING = 1e-9;

  public TimedSchedule {
    if (requireNonNull(budget, "budget").isZero() || budget.isNegative()) {
      throw new IllegalArgumentException("a time budget must be positive, is " + budget);
    }
    requireNonNull(nominal, "nominal");
    requireNonNull(rates, "rates");
    if (checkpoints < 1) {
      throw new IllegalArgumentException("checkpoints must be at least 1, is " + checkpoints);
    }
  }

  /**
   * A schedule with as many checkpoints as without a time budget.
   *
   * @param checkpointEveryEpochs epochs between checkpoints without a time budget
   */
  static TimedSchedule of(
      Duration budget,
      EpochSchedule nominal,
      LearningRateSchedule rates,
      int checkpointEveryEpochs) {
    int checkpoints = (nominal.epochs() + checkpointEveryEpochs - 1) / checkpointEveryEpochs;
    return new TimedSchedule(budget, nominal, rates, checkpoints);
  }

  /** The share of the time that has passed, 0 to 1. */
  public double share(Duration elapsed) {
    return Math.min(1, (double) elapsed.toNanos() / budget.toNanos());
  }

  /** The stream of epochs does not end before the time does. */
  @Override
  public EpochSchedule epochs() {
    return EpochSchedule.endless(nominal.images(), nominal.batch());
  }

  @Override
  public boolean isDone(TrainingPosition position) {
    return position.step() > 0 && position.elapsed().compareTo(budget) >= 0;
  }

  @Override
  public long scheduleStep(TrainingPosition position) {
    long last = nominal.totalSteps() - 1;
    long timed = Math.min(last, done(nominal.totalSteps(), position));
    long slowest = position.step() * nominal.totalSteps() / FEWEST_STEPS;
    boolean behind = slowest < timed;
    return behind && rate(slowest) < rate(timed) ? slowest : timed;
  }

  private double rate(long scheduleStep) {
    return rates.rate(scheduleStep, nominal.epochOf(scheduleStep));
  }

  @Override
  public int epochsDone(TrainingPosition position) {
    int complete = epochs().epochsDone(position.step());
    boolean incomplete = isDone(position) && !epochs().endsEpoch(position.step());
    return incomplete ? complete + 1 : complete;
  }

  @Override
  public boolean checkpointDue(TrainingPosition before, TrainingPosition position) {
    return isDone(position)
        || (epochs().endsEpoch(position.step())
            && done(checkpoints, position) > done(checkpoints, before));
  }

  /** Of a number of equal parts of the time, those that have passed. */
  private long done(long parts, TrainingPosition position) {
    return (long) (share(position.elapsed()) * parts + ROUNDING);
  }

  @Override
  public long totalSteps(TrainingPosition position, double secondsPerStep) {
    if (isDone(position)) {
      return position.step();
    }
    if (!(secondsPerStep > 0)) {
      return Math.max(position.step() + 1, nominal.totalSteps());
    }
    double steps = left(position).toNanos() / 1e9 / secondsPerStep;
    return position.step() + Math.max(1, Math.round(steps));
  }

  @Override
  public int totalEpochs(TrainingPosition position, double secondsPerStep) {
    if (isDone(position)) {
      return epochsDone(position);
    }
    long images = totalSteps(position, secondsPerStep) * nominal.batch();
    long epochs = (images + nominal.images() - 1) / nominal.images();
    return (int) Math.max(epochsDone(position) + 1L, epochs);
  }

  @Override
  public Duration remaining(TrainingPosition position, ThroughputMeter throughput) {
    return left(position);
  }

  private Duration left(TrainingPosition position) {
    Duration left = budget.minus(position.elapsed());
    return left.isNegative() ? Duration.ZERO : left;
  }
}
