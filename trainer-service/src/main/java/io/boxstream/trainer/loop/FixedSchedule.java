package io.boxstream.trainer.loop;

import static java.util.Objects.requireNonNull;

import io.boxstream.trainer.run.EpochSchedule;
import io.boxstream.trainer.run.ThroughputMeter;
import io.boxstream.trainer.run.TrainingPosition;
import java.time.Duration;

/**
 * A run of a number of epochs.
 *
 * @param epochs which steps make an epoch, and how many there are
 * @param checkpointEveryEpochs epochs between checkpoints; the last epoch always has one
 */
public record FixedSchedule(EpochSchedule epochs, int checkpointEveryEpochs)
    implements TrainingSchedule {

  public FixedSchedule {
    requireNonNull(epochs, "epochs");
  }

  @Override
  public boolean isDone(TrainingPosition position) {
    return position.step() >= epochs.totalSteps();
  }

  @Override
  public long scheduleStep(TrainingPosition position) {
    return position.step();
  }

  @Override
  public int epochsDone(TrainingPosition position) {
    return epochs.epochsDone(position.step());
  }

  @Override
  public boolean checkpointDue(TrainingPosition before, TrainingPosition position) {
    return epochs.checkpointDue(position.step(), checkpointEveryEpochs);
  }

  @Override
  public long totalSteps(TrainingPosition position, double secondsPerStep) {
    return epochs.totalSteps();
  }

  @Override
  public int totalEpochs(TrainingPosition position, double secondsPerStep) {
    return epochs.epochs();
  }

  @Override
  public Duration remaining(TrainingPosition position, ThroughputMeter throughput) {
    return throughput.timeFor(epochs.totalSteps() - position.step());
  }
}
