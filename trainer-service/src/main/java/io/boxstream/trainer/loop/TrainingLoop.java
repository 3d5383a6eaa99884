package io.boxstream.trainer.loop;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.training.LearningRateSchedule;
import io.boxstream.trainer.run.EpochSchedule;
import io.boxstream.trainer.run.RunProgress;
import io.boxstream.trainer.run.StopSignal;
import io.boxstream.trainer.run.ThroughputMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Trains a run from any step to its end: one batch, one step, one report, and a checkpoint where
 * one is due. Stops between batches. Confined to one thread.
 */
public final class TrainingLoop {

  private final EpochSchedule schedule;
  private final LearningRateSchedule rates;
  private final int checkpointEveryEpochs;
  private final LongSupplier nanoTime;
  private final ThroughputMeter throughput = new ThroughputMeter();
  private final EpochLosses losses = new EpochLosses();

  /**
   * @param schedule which steps make an epoch
   * @param rates the learning rate of each step
   * @param checkpointEveryEpochs epochs between checkpoints; the last epoch always has one
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public TrainingLoop(
      EpochSchedule schedule,
      LearningRateSchedule rates,
      int checkpointEveryEpochs,
      LongSupplier nanoTime) {
    this.schedule = requireNonNull(schedule, "schedule");
    this.rates = requireNonNull(rates, "rates");
    this.checkpointEveryEpochs = checkpointEveryEpochs;
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
  }

  /**
   * Trains from a step on.
   *
   * @param firstStep steps done already; the batches begin there
   * @param stop ends training between two batches when it is raised
   * @return whether the run's last step is done
   */
  public boolean train(
      Learner learner,
      BatchSource batches,
      long firstStep,
      StopSignal stop,
      TrainingObserver observer) {
    throughput.restart(nanoTime.getAsLong());
    for (long step = firstStep; step < schedule.totalSteps(); step++) {
      if (stop.isRaised()) {
        return false;
      }
      long asked = nanoTime.getAsLong();
      TrainingBatch batch = batches.next();
      long began = nanoTime.getAsLong();
      double rate = learningRate(step);
      losses.add(learner.step(batch, rate));
      long ended = nanoTime.getAsLong();
      batches.recycle(batch);
      throughput.stepDone(ended);
      StepTimes times =
          new StepTimes(Duration.ofNanos(began - asked), Duration.ofNanos(ended - began));
      afterStep(step + 1, rate, times, learner, observer);
    }
    return true;
  }

  /** The rate at which a step is trained: that of the epoch that the step belongs to. */
  private double learningRate(long step) {
    return rates.rate(step, schedule.epochOf(step));
  }

  private void afterStep(
      long steps, double rate, StepTimes times, Learner learner, TrainingObserver observer) {
    observer.stepDone(progress(steps, rate), times);
    if (schedule.checkpointDue(steps, checkpointEveryEpochs)) {
      observer.checkpointDue(
          schedule.epochsDone(steps), steps, rate, losses.mean().orElseThrow(), learner);
    }
    if (schedule.endsEpoch(steps)) {
      losses.reset();
    }
  }

  private RunProgress progress(long steps, double rate) {
    int epochOfStep = schedule.epochOf(steps - 1);
    long firstOfEpoch = schedule.firstStepOf(epochOfStep);
    long firstOfNext = schedule.firstStepOf(epochOfStep + 1);
    long remaining = schedule.totalSteps() - steps;
    return new RunProgress(
        schedule.epochsDone(steps),
        schedule.epochs(),
        (int) (steps - firstOfEpoch),
        (int) (firstOfNext - firstOfEpoch),
        steps,
        schedule.totalSteps(),
        losses.mean(),
        rate,
        throughput.imagesPerSecond(schedule.batch()),
        Optional.of(throughput.timeFor(remaining).toMillis() / 1000.0));
  }
}
