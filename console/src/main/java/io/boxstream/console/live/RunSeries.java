package io.boxstream.console.live;

import io.boxstream.events.RunState;
import io.boxstream.events.TrainingProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The course of one training run: at most {@link #MOST_POINTS} points, evenly thinned, and always
 * the latest. Confined to {@link RunProgressView}.
 */
final class RunSeries {
  static final int MOST_POINTS = 2000;

  private final String run;
  private final List<Point> points = new ArrayList<>();
  private long stride = 1;
  private long seen;
  private RunState state = RunState.QUEUED;
  private long steps;
  private Optional<Point> latest = Optional.empty();

  RunSeries(String run) {
    this.run = run;
  }

  /** A point. Losses are NaN where there are none. */
  private record Point(
      long step,
      int epoch,
      double crossEntropy,
      double smoothL1,
      double learningRate,
      double imagesPerSecond,
      long atMillis) {

    RunProgress.Point view() {
      return new RunProgress.Point(
          step,
          epoch,
          new RunProgress.Losses(known(crossEntropy), known(smoothL1)),
          learningRate,
          imagesPerSecond,
          Instant.ofEpochMilli(atMillis));
    }

    private static Optional<Double> known(double loss) {
      return Double.isNaN(loss) ? Optional.empty() : Optional.of(loss);
    }
  }

  /** Takes a report. One of an earlier step than the last means that the run was resumed there. */
  void add(TrainingProgress progress, long atMillis) {
    state = progress.state();
    steps = progress.steps();
    if (progress.step() == 0) {
      return;
    }
    Point point =
        new Point(
            progress.step(),
            progress.epoch(),
            progress.crossEntropy().orElse(Double.NaN),
            progress.smoothL1().orElse(Double.NaN),
            progress.learningRate(),
            progress.imagesPerSecond(),
            atMillis);
    latest = Optional.of(point);
    points.removeIf(earlier -> earlier.step() >= point.step());
    if (seen++ % stride == 0) {
      points.add(point);
    }
    if (points.size() >= MOST_POINTS) {
      thin();
    }
  }

  private void thin() {
    List<Point> kept = new ArrayList<>(MOST_POINTS);
    for (int index = 0; index < points.size(); index += 2) {
      kept.add(points.get(index));
    }
    points.clear();
    points.addAll(kept);
    stride *= 2;
  }

  RunProgress view() {
    List<RunProgress.Point> views = new ArrayList<>(points.size() + 1);
    points.forEach(point -> views.add(point.view()));
    latest
        .filter(point -> points.isEmpty() || points.get(points.size() - 1).step() < point.step())
        .ifPresent(point -> views.add(point.view()));
    return new RunProgress(run, state, steps, views);
  }
}
