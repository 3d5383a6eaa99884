package io.boxstream.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.detection.pipeline.LabelledImage;
import io.boxstream.detection.pipeline.LabelledImages;
import io.boxstream.detection.training.LearningRateSchedule.StepDecay;
import io.boxstream.detection.training.StepLosses;
import io.boxstream.trainer.fake.FakeTrainingBackend;
import io.boxstream.trainer.run.CheckpointPosition;
import io.boxstream.trainer.run.EpochSchedule;
import io.boxstream.trainer.run.MeanLosses;
import io.boxstream.trainer.run.RecipeRegistry;
import io.boxstream.trainer.run.RunOverrides;
import io.boxstream.trainer.run.RunProgress;
import io.boxstream.trainer.run.StopSignal;
import io.boxstream.trainer.run.TrainingPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingLoopTest {

  /** 10 images in batches of 4 for 4 epochs: 2, 3, 2 and 3 steps. */
  private static final EpochSchedule SCHEDULE = new EpochSchedule(10, 4, 4);

  private final FakeTrainingBackend backend = new FakeTrainingBackend(step -> {});
  private final StopSignal stop = new StopSignal();
  private final Notes notes = new Notes();
  private long nanos;
  private final TrainingLoop loop =
      new TrainingLoop(
          new FixedSchedule(SCHEDULE, 2),
          SCHEDULE,
          new StepDecay(0.1, 0.5, List.of(1, 3)),
          () -> nanos += Duration.ofMillis(500).toNanos());

  @Test
  void trainsEachStepAtTheRateOfTheEpochItBelongsTo() {
    TrainingEnd end = train(0);

    assertThat(end).isEqualTo(TrainingEnd.COMPLETED);
    assertThat(notes.progress)
        .extracting(RunProgress::learningRate)
        .containsExactly(0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025);
  }

  @Test
  void savesAfterEverySecondEpochAndAfterTheLast() {
    train(0);

    assertThat(notes.checkpoints).containsExactly("epoch 2 step 5", "epoch 4 step 10");
  }

  @Test
  void reportsMeansOverTheEpochSoFarAndStartsAnewWithTheNext() {
    train(0);

    List<StepLosses> losses = backend.losses();
    double first = losses.get(0).crossEntropy();
    double second = losses.get(1).crossEntropy();
    assertThat(notes.crossEntropy(0)).isEqualTo(first);
    assertThat(notes.crossEntropy(1)).isEqualTo((first + second) / 2);
    assertThat(notes.crossEntropy(2)).isEqualTo(losses.get(2).crossEntropy());
    assertThat(notes.checkpointLosses.get(0))
        .isEqualTo(notes.progress.get(4).losses().orElseThrow());
  }

  @Test
  void tellsPositionSpeedAndTheTimeThatIsLeft() {
    train(0);

    RunProgress fourth = notes.progress.get(3);
    assertThat(fourth.epoch()).isEqualTo(1);
    assertThat(fourth.batch()).isEqualTo(2);
    assertThat(fourth.batches()).isEqualTo(3);
    assertThat(fourth.step()).isEqualTo(4);
    assertThat(fourth.steps()).isEqualTo(10);
    assertThat(fourth.imagesPerSecond()).isEqualTo(4 / 1.5);
    assertThat(fourth.etaSeconds()).isEqualTo(Optional.of(9.0));
  }

  @Test
  void goesOnFromAnyStepAsIfItHadBegunThere() {
    train(5);

    assertThat(notes.progress)
        .extracting(RunProgress::step)
        .startsWith(6L)
        .endsWith(10L)
        .hasSize(5);
    assertThat(notes.checkpoints).containsExactly("epoch 4 step 10");
  }

  @Test
  void stopsBetweenTwoBatches() {
    notes.stopAfter = 3;

    TrainingEnd end = train(0);

    assertThat(end).isEqualTo(TrainingEnd.INTERRUPTED);
    assertThat(backend.losses()).hasSize(3);
  }

  @Test
  void endsEarlyWhenTheObserverHasSeenEnough() {
    notes.enoughAfter = 7;

    TrainingEnd end = train(0);

    assertThat(end).isEqualTo(TrainingEnd.STOPPED_EARLY);
    assertThat(backend.losses()).hasSize(7);
  }

  @Test
  void tellsTheScheduleStepsSinceTheCheckpointBefore() {
    train(0);

    assertThat(notes.scheduleSteps)
        .containsExactly(List.of(0L, 1L, 2L, 3L, 4L), List.of(5L, 6L, 7L, 8L, 9L));
  }

  private TrainingEnd train(long firstStep) {
    TrainingPlan plan =
        new TrainingPlan(
            null,
            new RecipeRegistry(new RunOverrides("quick", null, 4, 4, null, null), Optional.empty())
                .resolve(RunOverrides.none(), 10),
            SCHEDULE,
            1);
    return loop.train(
        backend.start(plan),
        backend.batches(new Blanks(), plan, firstStep),
        new TrainingPosition(firstStep, Duration.ZERO),
        stop,
        notes);
  }

  @Test
  void tellsWhereTheTimeOfAStepWent() {
    train(0);

    Duration half = Duration.ofMillis(500);
    assertThat(notes.times).hasSize(10).containsOnly(new StepTimes(half, half));
  }

  private final class Notes implements TrainingObserver {

    private final List<RunProgress> progress = new ArrayList<>();
    private final List<StepTimes> times = new ArrayList<>();
    private final List<String> checkpoints = new ArrayList<>();
    private final List<MeanLosses> checkpointLosses = new ArrayList<>();
    private final List<List<Long>> scheduleSteps = new ArrayList<>();
    private long stopAfter = Long.MAX_VALUE;
    private long enoughAfter = Long.MAX_VALUE;

    double crossEntropy(int step) {
      return progress.get(step).losses().orElseThrow().crossEntropy();
    }

    @Override
    public void stepDone(RunProgress now, StepTimes took) {
      progress.add(now);
      times.add(took);
      if (now.step() == stopAfter) {
        stop.raise();
      }
    }

    @Override
    public Duration checkpointDue(CheckpointPosition reached, MeanLosses losses, Learner learner) {
      checkpoints.add("epoch " + reached.epoch() + " step " + reached.position().step());
      checkpointLosses.add(losses);
      scheduleSteps.add(reached.steps().scheduleSteps());
      return Duration.ZERO;
    }

    @Override
    public boolean endsEarly() {
      return progress.size() >= enoughAfter;
    }
  }

  private static final class Blanks implements LabelledImages {
    @Override
    public int size() {
      return 10;
    }

    @Override
    public LabelledImage get(int index) {
      return new LabelledImage("image-" + index, new byte[0], List.of());
    }
  }
}
