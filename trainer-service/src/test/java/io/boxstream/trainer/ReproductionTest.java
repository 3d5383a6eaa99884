package io.boxstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Arrangement;
import io.boxstream.events.RunState;
import io.boxstream.events.Split;
import io.boxstream.testbed.MovableClock;
import io.boxstream.trainer.reproduction.Reproduction;
import io.boxstream.trainer.reproduction.ReproductionState;
import io.boxstream.trainer.reproduction.UnknownReproductionException;
import io.boxstream.trainer.run.RunOverrides;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproductionTest {

  /** 10 images in batches of 4 for 6 epochs: 15 steps, checkpoints after epochs 2, 4 and 6. */
  private static final RunOverrides SIX_EPOCHS = new RunOverrides("quick", null, 6, 4, 0.01, 42L);

  private static final Duration LONGEST = Duration.ofSeconds(60);

  @TempDir Path directory;
  private TrainerFixture rig;

  @BeforeEach
  void prepare() {
    rig = new TrainerFixture(directory);
    rig.dataSet.with(Split.TRAIN, 10, 0).with(Split.VAL, 2, 100);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void trainsACheckpointAgainToTheSameBitsAndStoresNothing() {
    rig.start();
    CheckpointId checkpoint = new CheckpointId(rig.train(SIX_EPOCHS).id(), 4);
    List<String> before = rig.store.list("");

    Reproduction again = rig.reproduce(checkpoint);

    assertThat(again.state()).isEqualTo(ReproductionState.SAME);
    assertThat(again.step()).isEqualTo(10).isEqualTo(again.steps());
    assertThat(again.detail())
        .isEqualTo("the losses of every step and the parameters are the same, bit by bit");
    assertThat(again.original()).isEqualTo(again.repeated());
    assertThat(again.original().orElseThrow().processor()).contains("fake");
    assertThat(rig.store.list("")).isEqualTo(before);
    Awaitility.await()
        .untilAsserted(() -> assertThat(directory.resolve("work/runs")).isEmptyDirectory());
  }

  @Test
  void repeatsARunThatWasInterrupted() {
    rig.beforeStep(step -> rig.shutDownAt(step, 13, 2));
    rig.start();
    String id = rig.request(SIX_EPOCHS);
    Awaitility.await().atMost(LONGEST).until(rig::isShutDown);
    rig.stop();
    rig.start();
    assertThat(rig.awaitEnd(id).state()).isEqualTo(RunState.COMPLETED);

    Reproduction again = rig.reproduce(new CheckpointId(id, 6));

    assertThat(again.state()).isEqualTo(ReproductionState.SAME);
    assertThat(again.detail()).startsWith("the losses of every step");
  }

  @Test
  void repeatsARunWithATimeBudgetOnAMachineOfAnotherSpeed() {
    MovableClock clock = new MovableClock(Instant.EPOCH);
    rig.time(clock);
    rig.beforeStep(step -> clock.advance(Duration.ofMillis(900 + 400 * (step % 3))));
    rig.start();
    RunOverrides timed = new RunOverrides("quick", null, null, 4, 0.01, 42L, 0.5, null);
    String id = rig.train(timed).id();
    CheckpointId last = new Artifacts(rig.store).checkpoints().latest(id).orElseThrow().id();

    rig.beforeStep(step -> clock.advance(Duration.ofSeconds(10)));
    Reproduction again = rig.reproduce(last);

    assertThat(again.state()).isEqualTo(ReproductionState.SAME);
    assertThat(again.steps()).isGreaterThan(20);
  }

  @Test
  void namesTheFirstStepThatDiffersAndTheConditions() {
    rig.start();
    CheckpointId checkpoint = new CheckpointId(rig.train(SIX_EPOCHS).id(), 6);
    rig.backend.perturb(8);
    rig.backend.spread(new Arrangement(List.of("fake", "fake"), List.of(2, 2)));

    Reproduction again = rig.reproduce(checkpoint);

    assertThat(again.state()).isEqualTo(ReproductionState.DIFFERENT);
    assertThat(again.difference().orElseThrow())
        .matches(difference -> difference.step() == 9)
        .matches(difference -> difference.crossEntropy() != difference.originalCrossEntropy())
        .matches(difference -> difference.smoothL1() == difference.originalSmoothL1());
    assertThat(again.detail())
        .startsWith("step 9 of 15 is the first with other losses: ")
        .contains(
            "trained with batches spread as [4] over [fake]", "here with batches spread as [2, 2]");
  }

  @Test
  void waitsForRunsAndStopsWhenAsked() throws InterruptedException {
    rig.start();
    CheckpointId checkpoint = new CheckpointId(rig.train(SIX_EPOCHS).id(), 6);
    CountDownLatch go = new CountDownLatch(1);
    rig.beforeStep(step -> await(go));
    String run = rig.request(SIX_EPOCHS);
    rig.await(run, status -> status.state() == RunState.RUNNING);

    // Given a repetition behind a run
    rig.assembly().reproductions().request(checkpoint);
    assertThat(rig.assembly().reproductions().get(checkpoint).state())
        .isEqualTo(ReproductionState.QUEUED);

    // When it is stopped before, and again asked for and stopped while it is trained
    assertThat(rig.assembly().reproductions().stop(checkpoint).state())
        .isEqualTo(ReproductionState.STOPPED);
    go.countDown();
    rig.awaitEnd(run);
    rig.beforeStep(step -> rig.assembly().reproductions().stop(checkpoint));
    Reproduction again = rig.reproduce(checkpoint);

    assertThat(again.state()).isEqualTo(ReproductionState.STOPPED);
    assertThat(again.step()).isEqualTo(1);
  }

  @Test
  void refusesACheckpointThatThereIsNot() {
    rig.start();

    assertThatThrownBy(() -> rig.assembly().reproductions().request(new CheckpointId("nobody", 1)))
        .isInstanceOf(UnknownReproductionException.class)
        .hasMessageContaining("nobody-000001");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
