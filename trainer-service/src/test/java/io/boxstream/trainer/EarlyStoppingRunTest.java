package io.boxstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReport.ValidationSet;
import io.boxstream.artifacts.run.RunOutcome;
import io.boxstream.events.RunState;
import io.boxstream.events.Split;
import io.boxstream.events.TrainingProgress;
import io.boxstream.trainer.run.EarlyStoppingOverrides;
import io.boxstream.trainer.run.RunOverrides;
import io.boxstream.trainer.run.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that end because validation does not improve. */
class EarlyStoppingRunTest {

  /** 10 images in batches of 4 for 40 epochs: 100 steps, checkpoints after 25, 50, 75 and 100. */
  private static final RunOverrides FORTY_EPOCHS =
      new RunOverrides("quick", null, 40, 4, 0.001, 42L)
          .withEarlyStopping(new EarlyStoppingOverrides(1, 0.01));

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
  void stopsEarlyWhenValidationDoesNotImproveAndSaysWhy() {
    // Given a second checkpoint that is no better than the first
    rig.beforeStep(
        step -> {
          if (step == 30) {
            evaluate(10, 0.8);
          } else if (step == 60) {
            evaluate(20, 0.805);
          } else if (step == 80) {
            rig.await(rig.latestRun(), run -> run.detail().startsWith("stopped early"));
          }
        });
    rig.start();

    RunStatus run = rig.train(FORTY_EPOCHS);

    // Then the run ends after the third, with the reason everywhere
    String reason =
        "stopped early after epoch 30: validation VOC07 mAP has not improved on 0.800 (epoch 10)"
            + " for 1 evaluation";
    assertThat(run.state()).isEqualTo(RunState.COMPLETED);
    assertThat(run.detail()).isEqualTo(reason);
    assertThat(run.progress().step()).isBetween(75L, 81L);
    assertThat(run.checkpoints()).extracting("epoch").containsExactly(10, 20, 30);
    assertThat(new Artifacts(rig.store).runs().outcome(run.id()))
        .get()
        .matches(outcome -> outcome.state() == RunOutcome.State.COMPLETED)
        .matches(outcome -> outcome.detail().equals(reason));
    List<TrainingProgress> progress = rig.log.events(TrainingProgress.class);
    assertThat(progress.get(progress.size() - 1))
        .matches(last -> last.state() == RunState.COMPLETED)
        .matches(last -> last.detail().equals(Optional.of(reason)));
  }

  @Test
  void trainsToTheEndWhenValidationImprovesOrIsUnknown() {
    rig.beforeStep(
        step -> {
          if (step == 60) {
            evaluate(10, 0.8);
            evaluate(20, 0.82);
          }
        });
    rig.start();

    RunStatus run = rig.train(FORTY_EPOCHS);

    assertThat(run.detail()).isEmpty();
    assertThat(run.progress().step()).isEqualTo(100);
  }

  @Test
  void aRunThatResumesEndsAtOnceIfItsEvaluationsSaySo() {
    // Given a run that is shut down after its third checkpoint, before the evaluations are there
    rig.beforeStep(step -> rig.shutDownAt(step, 80, 3));
    rig.start();
    String id = rig.request(FORTY_EPOCHS);
    Awaitility.await().atMost(LONGEST).until(rig::isShutDown);
    rig.stop();
    int trained = rig.backend.losses().size();
    evaluate(10, 0.8);
    evaluate(20, 0.7);

    rig.beforeStep(step -> {});
    rig.start();
    RunStatus run = rig.awaitEnd(id);

    assertThat(run.state()).isEqualTo(RunState.COMPLETED);
    assertThat(run.detail()).startsWith("stopped early after epoch 30: ");
    assertThat(rig.backend.losses()).hasSize(trained);
  }

  /** Writes what the evaluator writes, once the checkpoint is there. */
  private void evaluate(int epoch, double voc07) {
    CheckpointId checkpoint = new CheckpointId(rig.latestRun(), epoch);
    Artifacts artifacts = new Artifacts(rig.store);
    Awaitility.await()
        .atMost(LONGEST)
        .until(() -> artifacts.checkpoints().find(checkpoint).isPresent());
    artifacts
        .evaluations()
        .save(
            new EvaluationReport(
                checkpoint,
                TrainerFixture.MODEL,
                new ValidationSet(
                    "ab".repeat(32), rig.dataSet.view().snapshot().hash(), 2, List.of()),
                Optional.of(voc07),
                Optional.of(voc07),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                1));
  }
}
