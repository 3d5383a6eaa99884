package io.boxstream.inference.rollout;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.rollout.BoxDifferences;
import io.boxstream.artifacts.rollout.LatencyHistogram;
import io.boxstream.artifacts.rollout.RolloutCounts;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What this instance counts in a rollout. Thread-safe. */
final class RolloutTally {
  /** Times of the champion before which there is no telling what is slow. */
  private static final int LEAST_TIMES = 20;

  private static final double TAIL = 0.99;
  private static final LatencyHistogram NO_TIMES = LatencyHistogram.EMPTY;

  private final double latencyRatio;
  private RolloutCounts counts = RolloutCounts.NONE;

  /**
   * @param latencyRatio by how much the challenger may be slower, as a factor
   */
  RolloutTally(double latencyRatio) {
    this.latencyRatio = latencyRatio;
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
    boolean champion = false;
    boolean challenger = false;
    Optional<Double> tail = counts.champion().quantile(TAIL);
    if (tail.isPresent() && counts.champion().total() >= LEAST_TIMES) {
      champion = times.champion() > tail.get();
      challenger = times.challenger() > tail.get() * latencyRatio;
    }
    add(
        new RolloutCounts(
            1,
            differs ? 1 : 0,
            0,
            challenger && !champion ? 1 : 0,
            champion && !challenger ? 1 : 0,
            0,
            0,
            0,
            new TreeMap<>(boxes),
            NO_TIMES.with(times.champion()),
            NO_TIMES.with(times.challenger())));
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
    return counts;
  }

  private void count(int failures, int dropped, int answers, int fallbacks) {
    add(
        new RolloutCounts(
            0,
            0,
            failures,
            0,
            0,
            dropped,
            answers,
            fallbacks,
            new TreeMap<>(),
            NO_TIMES,
            NO_TIMES));
  }

  private void add(RolloutCounts more) {
    counts = counts.plus(more);
  }
}
