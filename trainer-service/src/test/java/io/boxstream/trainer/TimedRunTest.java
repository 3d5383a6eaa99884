package io.boxstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.TimePosition;
import io.boxstream.events.RunState;
import io.boxstream.events.Split;
import io.boxstream.events.TrainingProgress;
import io.boxstream.testbed.MovableClock;
import io.boxstream.trainer.loop.TrainingPlan;
import io.boxstream.trainer.run.RunOverrides;
import io.boxstream.trainer.run.RunProgress;
import io.boxstream.trainer.run.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with a time budget. */
class TimedRunTest {

  /** 10 images in batches of 4 for a minute; four checkpoints. */
  private static final RunOverrides ONE_MINUTE =
      new RunOverrides("quick", null, null, 4, 0.01, 42L).withMinutes(1.0);

  private static final Duration LONGEST = Duration.ofSeconds(60);

  @TempDir Path directory;

  /** The time; steps take as long as a test says. */
  private final MovableClock clock = new MovableClock(Instant.EPOCH);

  private TrainerFixture rig;

  @BeforeEach
  void prepare() {
    rig = new TrainerFixture(directory);
    rig.dataSet.with(Split.TRAIN, 10, 0).with(Split.VAL, 2, 100);
    rig.time(clock);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void keepsToItsTimeOnAMachineWhoseSpeedChanges() {
    rig.beforeStep(step -> tick(step < 20 ? 1 : 4));
    rig.start();

    RunStatus run = rig.train(ONE_MINUTE);

    // Then 20 steps of 1 s and 10 of 4 s were trained, to the end of the learning rate
    assertThat(run.state()).isEqualTo(RunState.COMPLETED);
    assertThat(run.detail()).isEmpty();
    assertThat(run.progress())
        .matches(progress -> progress.step() == 30 && progress.steps() == 30)
        .matches(progress -> progress.epoch() == 12 && progress.epochs() == 12);
    List<CheckpointManifest> manifests = rig.manifests(run.id());
    assertThat(manifests)
        .extracting(manifest -> manifest.position().time().orElseThrow().elapsedMillis())
        .containsExactly(15_000L, 40_000L, 48_000L, 60_000L);
    assertThat(manifests.get(3).position().learningRate())
        .isLessThan(manifests.get(0).position().learningRate() / 50);
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH.plus(Duration.ofMinutes(1)));
  }

  @Test
  void estimatesTheLengthOfATimedRunAndTellsTheTimeThatIsLeft() {
    AtomicReference<RunProgress> afterTen = new AtomicReference<>();
    rig.beforeStep(
        step -> {
          tick(2);
          if (step == 10) {
            afterTen.set(rig.status(rig.latestRun()).orElseThrow().progress());
          }
        });
    rig.start();

    rig.train(ONE_MINUTE);

    RunProgress progress = afterTen.get();
    assertThat(progress.step()).isEqualTo(10);
    assertThat(progress.steps()).isEqualTo(30);
    assertThat(progress.epochs()).isEqualTo(12);
    assertThat(progress.etaSeconds()).contains(40.0);
    assertThat(rig.log.events(TrainingProgress.class))
        .extracting(TrainingProgress::budgetSeconds)
        .containsOnly(Optional.of(60.0));
  }

  @Test
  void aTimedRunThatResumesHasTheTimeThatItHadLeft() {
    // Given a run that is shut down at 40 s, after the checkpoints of 15 s and 30 s
    rig.beforeStep(
        step -> {
          tick(1);
          rig.shutDownAt(step, 40, 2);
        });
    rig.start();
    String id = rig.request(ONE_MINUTE);
    Awaitility.await().atMost(LONGEST).until(rig::isShutDown);
    rig.stop();

    // When it resumes on a machine that is three times as slow
    clock.set(Instant.EPOCH);
    rig.beforeStep(step -> tick(3));
    rig.start();
    RunStatus resumed = rig.awaitEnd(id);

    // Then it trained another 30 s
    assertThat(resumed.state()).isEqualTo(RunState.COMPLETED);
    assertThat(rig.backend.beginnings()).containsExactly("start", "resume");
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH.plus(Duration.ofSeconds(30)));
    List<TimePosition> times =
        rig.manifests(id).stream()
            .map(manifest -> manifest.position().time().orElseThrow())
            .toList();
    assertThat(times)
        .extracting(TimePosition::elapsedMillis)
        .containsExactly(15_000L, 30_000L, 45_000L, 60_000L);
    assertThat(times).extracting(time -> time.scheduleSteps().size()).containsExactly(15, 15, 5, 5);
  }

  @Test
  void theManifestsOfATimedRunTellTheRateOfEachStep() {
    // Given a run on a machine whose speed changes
    rig.beforeStep(step -> tick(1 + step % 3));
    rig.start();
    RunStatus run = rig.train(ONE_MINUTE);

    // When the rates are taken from its record and its manifests
    TrainingPlan plan = TrainingPlan.of(run.plan().orElseThrow());
    List<Double> told =
        rig.manifests(run.id()).stream()
            .flatMap(manifest -> manifest.position().time().orElseThrow().scheduleSteps().stream())
            .map(step -> plan.recipe().schedule().rate(step, plan.schedule().epochOf(step)))
            .toList();

    // Then they are those that were trained with
    assertThat(told).hasSize((int) run.progress().step()).isEqualTo(rig.backend.learningRates());
  }

  @Test
  void timeInWhichTheStoreIsAwayIsNotTrainingTime() {
    // Given a store that is away from the first checkpoint to the third, which has to wait for it
    rig.beforeStep(
        step -> {
          tick(1);
          rig.store.setAway(step >= 14 && step < 45);
        });
    rig.start();
    String id = rig.request(ONE_MINUTE);
    rig.await(id, run -> run.detail().startsWith("waits for the object store"));

    // When it is back after an hour
    tick(3600);
    rig.store.setAway(false);
    RunStatus run = rig.awaitEnd(id);

    // Then the run had its minute nevertheless
    assertThat(run.state()).isEqualTo(RunState.COMPLETED);
    assertThat(run.progress().step()).isEqualTo(60);
    assertThat(rig.manifests(id)).hasSize(4);
  }

  private void tick(long seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }
}
