package io.boxstream.console.live;

import io.boxstream.events.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The course of a training run, thinned.
 *
 * @param run its id
 * @param state of the latest report
 * @param steps of the whole run; an estimate while a run with a time budget is running
 * @param points in the order of their steps; the last one is the latest report
 */
public record RunProgress(String run, RunState state, long steps, List<Point> points) {

  public RunProgress {
    points = List.copyOf(points);
  }

  /**
   * A report.
   *
   * @param step batches completed
   * @param epoch epochs completed
   * @param losses as the recipe reports them
   * @param learningRate of the newest step
   * @param imagesPerSecond since the report before
   * @param at when it was written
   */
  public record Point(
      long step,
      int epoch,
      Losses losses,
      double learningRate,
      double imagesPerSecond,
      Instant at) {}

  /** The losses, empty before the first step. */
  public record Losses(Optional<Double> crossEntropy, Optional<Double> smoothL1) {}
}
