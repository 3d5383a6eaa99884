package io.boxstream.local.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.EvaluationCompleted;
import io.boxstream.events.PromotionDecision;
import io.boxstream.events.RunState;
import io.boxstream.events.TrainingProgress;
import io.boxstream.testbed.MovableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void printsAPlainLineEveryFewSecondsButWhatMustBeSeenAtOnce() {
    // Given
    MovableClock clock = new MovableClock(Instant.EPOCH);
    PlainProgress progress = new PlainProgress(out, clock);

    // When
    progress.show(Stage.TRAIN, "batch 1");
    progress.show(Stage.TRAIN, "batch 2");
    progress.report(Stage.EVALUATE, "mAP 0.5");
    clock.advance(Duration.ofSeconds(5));
    progress.show(Stage.TRAIN, "batch 3");
    progress.report(Stage.TRAIN, "done");
    progress.report(Stage.TRAIN, "done");

    // Then
    assertThat(printed())
        .isEqualTo(
            """
            train     batch 1
            evaluate  mAP 0.5
            train     batch 3
            train     done
            """);
  }

  @Test
  void writesOverALineOfATerminalAndCutsItToTheWidth() {
    // Given
    TerminalProgress progress = new TerminalProgress(out, 40);

    // When
    progress.show(Stage.IMPORT, "short");
    progress.show(Stage.TRAIN, "x".repeat(100));

    // Then the second drawing goes up one line first
    assertThat(printed()).contains("\u001b[1A\r").contains("x".repeat(28) + "…\n");
    assertThat(printed()).doesNotContain("x".repeat(29));
  }

  @Test
  void putsAnnouncementsAboveTheLiveLines() {
    // Given
    TerminalProgress progress = new TerminalProgress(out, 80);
    progress.show(Stage.START, "services");

    // When
    progress.print("ingest http://127.0.0.1:8081");

    // Then
    String text = printed();
    assertThat(text.indexOf("ingest http")).isLessThan(text.lastIndexOf("services"));
  }

  @Test
  void tellsEpochBatchLossesSpeedAndTimeLeft() {
    TrainingProgress progress =
        new TrainingProgress(
            "run",
            RunState.RUNNING,
            3,
            50,
            4,
            20,
            64,
            1000,
            Optional.of(2.3456),
            Optional.of(0.9),
            0.003,
            51.26,
            Optional.of(185.0),
            Optional.empty(),
            Optional.empty());

    assertThat(ProgressText.of(progress))
        .isEqualTo(
            "running  epoch 4/50  batch 4/20  cross entropy 2.346  smooth L1 0.900"
                + "  51.3 images/s  ETA 3:05");
  }

  @Test
  void saysThatTheNumberOfEpochsIsAnEstimateWhileATimeBudgetIsUsed() {
    assertThat(ProgressText.of(timed(RunState.RUNNING, Optional.empty())))
        .startsWith("running  epoch 4/about 50  batch 4/20  ");
    assertThat(ProgressText.of(timed(RunState.COMPLETED, Optional.empty())))
        .startsWith("completed  epoch 3/50  batch 4/20  ");
  }

  @Test
  void saysHowARunEnded() {
    assertThat(ProgressText.of(timed(RunState.COMPLETED, Optional.of("stopped early"))))
        .endsWith("51.3 images/s  ETA 3:05  stopped early");
  }

  private static TrainingProgress timed(RunState state, Optional<String> detail) {
    return new TrainingProgress(
        "run",
        state,
        3,
        50,
        4,
        20,
        64,
        1000,
        Optional.of(2.3456),
        Optional.of(0.9),
        0.003,
        51.26,
        Optional.of(185.0),
        Optional.of(300.0),
        detail);
  }

  @Test
  void tellsTheScoreOfACheckpointByClass() {
    EvaluationCompleted evaluation =
        new EvaluationCompleted(
            "run-000010",
            "run",
            10,
            "detector",
            "0".repeat(64),
            60,
            Optional.of(0.5),
            Optional.of(0.6),
            Map.of("person", 0.4, "hat", 0.6),
            PromotionDecision.FIRST_PROMOTED,
            "key",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(ProgressText.of(evaluation))
        .isEqualTo(
            "epoch 10  VOC07 mAP 0.500 on 60 images (hat 0.600, person 0.400)  first-promoted");
  }

  @Test
  void writesLongTimesWithHours() {
    assertThat(ProgressText.duration(59.6)).isEqualTo("1:00");
    assertThat(ProgressText.duration(3725)).isEqualTo("1:02:05");
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
