package io.boxstream.trainer.loop;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.training.LearningRateSchedule;
import io.boxstream.detection.training.StepLosses;
import io.boxstream.trainer.run.CheckpointPosition;
import io.boxstream.trainer.run.EpochSchedule;
import io.boxstream.trainer.run.RunProgress;
import io.boxstream.trainer.run.StepHistory;
import io.boxstream.trainer.run.StopSignal;
import io.boxstream.trainer.run.ThroughputMeter;
import io.boxstream.trainer.run.TrainingPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Trains a run from any step to its end: one batch, one step, one report, and a checkpoint where
 * one is due. Stops between batches. Confined to one thread.
 */
public final class TrainingLoop {

  private final TrainingSchedule schedule;
  private final EpochSchedule nominal;
  private final LearningRateSchedule rates;
  private final LongSupplier nanoTime;
  private final ThroughputMeter throughput = new ThroughputMeter();
  private final EpochLosses losses = new EpochLosses();
  private final List<Long> scheduleSteps = new ArrayList<>();
  private final List<StepLosses> stepLosses = new ArrayList<>();
  private TrainingPosition position = TrainingPosition.start();
  private TrainingPosition checkpoint = TrainingPosition.start();

  /**
   * @param schedule when the run ends, when checkpoints are due, and how its steps follow the rates
   * @param nominal the epoch of each step of the rates
   * @param rates the learning rates
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public TrainingLoop(
      TrainingSchedule schedule,
      EpochSchedule nominal,
      LearningRateSchedule rates,
      LongSupplier nanoTime) {
    this.schedule = requireNonNull(schedule, "schedule");
    this.nominal = requireNonNull(nominal, "nominal");
    this.rates = requireNonNull(rates, "rates");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
  }

  /**
   * Trains from a position on. The time of the run counts from here, in addition to the time of the
   * position.
   *
   * @param from the position of the checkpoint that the learner was loaded from, or the start; the
   *     batches begin there
   * @param stop ends training between two batches when it is raised
   */
  public TrainingEnd train(
      Learner learner,
      BatchSource batches,
      TrainingPosition from,
      StopSignal stop,
      TrainingObserver observer) {
    position = from;
    checkpoint = from;
    long previous = nanoTime.getAsLong();
    throughput.restart(previous);
    while (!schedule.isDone(position)) {
      if (stop.isRaised()) {
        return TrainingEnd.INTERRUPTED;
      }
      if (observer.endsEarly()) {
        return TrainingEnd.STOPPED_EARLY;
      }
      long asked = nanoTime.getAsLong();
      TrainingBatch batch = batches.next();
      long began = nanoTime.getAsLong();
      double rate = nextLearningRate();
      StepLosses ofStep = learner.step(batch, rate);
      losses.add(ofStep);
      stepLosses.add(ofStep);
      long ended = nanoTime.getAsLong();
      batches.recycle(batch);
      throughput.stepDone(ended);
      position =
          new TrainingPosition(position.step() + 1, position.elapsed().plusNanos(ended - previous));
      StepTimes times =
          new StepTimes(Duration.ofNanos(began - asked), Duration.ofNanos(ended - began));
      previous = ended + afterStep(rate, times, learner, observer);
    }
    return TrainingEnd.COMPLETED;
  }

  private double nextLearningRate() {
    long step = schedule.scheduleStep(position);
    scheduleSteps.add(step);
    return rates.rate(step, nominal.epochOf(step));
  }

  /** Returns the nanoseconds after the step that are not training time. */
  private long afterStep(double rate, StepTimes times, Learner learner, TrainingObserver observer) {
    observer.stepDone(progress(rate), times);
    long waited = 0;
    if (schedule.checkpointDue(checkpoint, position)) {
      waited = makeCheckpoint(rate, learner, observer);
    }
    if (schedule.epochs().endsEpoch(position.step())) {
      losses.reset();
    }
    return waited;
  }

  private long makeCheckpoint(double rate, Learner learner, TrainingObserver observer) {
    long began = nanoTime.getAsLong();
    CheckpointPosition reached =
        new CheckpointPosition(
            schedule.epochsDone(position),
            position,
            rate,
            new StepHistory(scheduleSteps, stepLosses));
    Duration waited = observer.checkpointDue(reached, losses.mean().orElseThrow(), learner);
    checkpoint = position;
    scheduleSteps.clear();
    stepLosses.clear();
    return Math.min(waited.toNanos(), nanoTime.getAsLong() - began);
  }

  private RunProgress progress(double rate) {
    EpochSchedule epochs = schedule.epochs();
    int epochOfStep = epochs.epochOf(position.step() - 1);
    long firstOfEpoch = epochs.firstStepOf(epochOfStep);
    long firstOfNext = epochs.firstStepOf(epochOfStep + 1);
    double secondsPerStep = throughput.secondsPerStep();
    Duration remaining = schedule.remaining(position, throughput);
    return new RunProgress(
        schedule.epochsDone(position),
        schedule.totalEpochs(position, secondsPerStep),
        (int) (position.step() - firstOfEpoch),
        (int) (firstOfNext - firstOfEpoch),
        position.step(),
        schedule.totalSteps(position, secondsPerStep),
        losses.mean(),
        rate,
        throughput.imagesPerSecond(epochs.batch()),
        Optional.of(remaining.toMillis() / 1000.0));
  }
}
