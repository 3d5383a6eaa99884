package io.boxstream.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.RunState;
import io.boxstream.events.TrainingProgress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunProgressViewTest {
  private final RunProgressView view = new RunProgressView();

  @Test
  void thinsALongRunEvenlyAndKeepsTheLatestReport() {
    // When
    for (int step = 1; step <= 100_001; step++) {
      report("long", step);
    }

    // Then
    List<RunProgress.Point> points = view.find("long").orElseThrow().points();
    assertThat(points).hasSizeBetween(RunSeries.MOST_POINTS / 2, RunSeries.MOST_POINTS);
    assertThat(points.get(0).step()).isEqualTo(1);
    assertThat(points.get(points.size() - 1).step()).isEqualTo(100_001);
    for (int index = 2; index < points.size() - 1; index++) {
      assertThat(points.get(index).step() - points.get(index - 1).step())
          .isEqualTo(points.get(1).step() - points.get(0).step());
    }
  }

  @Test
  void dropsWhatAResumedRunDoesAgain() {
    // Given
    for (int step = 1; step <= 30; step++) {
      report("resumed", step);
    }

    // When
    report("resumed", 21);

    // Then
    assertThat(view.find("resumed").orElseThrow().points())
        .extracting(RunProgress.Point::step)
        .endsWith(19L, 20L, 21L)
        .hasSize(21);
  }

  @Test
  void keepsTheRunsThatReportedLast() {
    // When
    for (int run = 0; run <= RunProgressView.MOST_RUNS; run++) {
      report("run-" + run, 1);
      report("run-0", run + 2);
    }

    // Then
    assertThat(view.find("run-0")).isPresent();
    assertThat(view.find("run-1")).isEmpty();
    assertThat(view.find("run-" + RunProgressView.MOST_RUNS)).isPresent();
  }

  @Test
  void showsStateAndLosses() {
    // When
    view.add(progress("run", RunState.RUNNING, 5), 1000);
    view.add(progress("run", RunState.COMPLETED, 10), 2000);

    // Then
    RunProgress run = view.find("run").orElseThrow();
    assertThat(run.state()).isEqualTo(RunState.COMPLETED);
    assertThat(run.points().get(1).losses())
        .isEqualTo(new RunProgress.Losses(Optional.of(1.5), Optional.empty()));
    assertThat(run.points().get(1).at()).hasToString("1970-01-01T00:00:02Z");
  }

  private void report(String run, long step) {
    view.add(progress(run, RunState.RUNNING, step), 1000 * step);
  }

  private static TrainingProgress progress(String run, RunState state, long step) {
    return new TrainingProgress(
        run,
        state,
        1,
        2,
        3,
        4,
        step,
        200_000,
        Optional.of(1.5),
        Optional.empty(),
        0.01,
        14,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
