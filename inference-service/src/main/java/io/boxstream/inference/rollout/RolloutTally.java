package io.boxstream.inference.rollout;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.rollout.BoxDifferences;
import io.boxstream.artifacts.rollout.LatencyHistogram;
import io.boxstream.artifacts.rollout.RolloutCounts;
import io.boxstream.inference.rollout.PairTally.Time;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What this instance counts of compared images and of answers in a rollout. Thread-safe. */
final class RolloutTally {
  private static final LatencyHistogram NO_TIMES = LatencyHistogram.EMPTY;

  private final PairTally engine;
  private RolloutCounts counts = RolloutCounts.NONE;

  /**
   * @param latencyRatio by how much the challenger may be slower, as a factor
   */
  RolloutTally(double latencyRatio) {
    this.engine = new PairTally(latencyRatio);
  }

  /**
   * How long both models took for one image.
   *
   * @param champion in milliseconds
   * @param challenger in milliseconds
   */
  record Times(double champion, double challenger) {}

  /** Both models have looked at an image. */
  synchronized void compared(Map<String, BoxDifferences> boxes, Times times) {
    requireNonNull(boxes, "boxes");
    boolean differs = !boxes.values().stream().allMatch(BoxDifferences::isAgreement);
    engine.add(new Time(times.champion(), false), new Time(times.challenger(), false));
    add(1, differs ? 1 : 0, 0, 0, 0, 0, boxes);
  }

  /** The challenger failed on an image. */
  synchronized void failed() {
    count(1, 0, 0, 0);
  }

  /** An image was not compared. */
  synchronized void dropped() {
    count(0, 1, 0, 0);
  }

  /** The challenger answered a request. */
  synchronized void answered() {
    count(0, 0, 1, 0);
  }

  /** The champion answered a request for which the challenger failed. */
  synchronized void fellBack() {
    count(1, 0, 0, 1);
  }

  /** Everything until now. */
  synchronized RolloutCounts counts() {
    return counts.withEngine(engine.times());
  }

  private void count(int failures, int dropped, int answers, int fallbacks) {
    add(0, 0, failures, dropped, answers, fallbacks, Map.of());
  }

  private void add(
      int images,
      int differing,
      int failures,
      int dropped,
      int answers,
      int fallbacks,
      Map<String, BoxDifferences> boxes) {
    counts =
        counts.plus(
            new RolloutCounts(
                images,
                differing,
                failures,
                0,
                0,
                dropped,
                answers,
                fallbacks,
                new TreeMap<>(boxes),
                NO_TIMES,
                NO_TIMES,
                Optional.empty()));
  }
}
