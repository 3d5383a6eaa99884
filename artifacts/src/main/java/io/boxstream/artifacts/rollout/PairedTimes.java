package io.boxstream.artifacts.rollout;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Times of the champion and of the challenger in pairs. One of a pair is slow for the champion if
 * it takes longer than the 99th percentile of the champion's before it, and for the challenger if
 * it takes longer than that times the budget.
 *
 * @param slower pairs in which the challenger was slow and the champion was not
 * @param faster pairs in which it was the other way round
 * @param champion times of the champion
 * @param challenger times of the challenger
 */
public record PairedTimes(
    long slower, long faster, LatencyHistogram champion, LatencyHistogram challenger) {
  /** Without times. */
  public static final PairedTimes NONE =
      new PairedTimes(0, 0, LatencyHistogram.EMPTY, LatencyHistogram.EMPTY);

  private static final double TAIL = 0.99;

  public PairedTimes {
    requireNonNull(champion, "champion");
    requireNonNull(challenger, "challenger");
    if (slower < 0 || faster < 0) {
      throw new IllegalArgumentException(
          "counts must not be negative: %d, %d".formatted(slower, faster));
    }
  }

  /** The number of pairs. */
  public long pairs() {
    return champion.total();
  }

  /** The 99th percentile of the champion in milliseconds; empty without times. */
  public Optional<Double> championTail() {
    return champion.quantile(TAIL);
  }

  /** The 99th percentile of the challenger in milliseconds; empty without times. */
  public Optional<Double> challengerTail() {
    return challenger.quantile(TAIL);
  }

  /** How much slower the challenger is at the 99th percentile, as a factor; empty without times. */
  public Optional<Double> ratio() {
    return challengerTail().flatMap(mine -> championTail().map(other -> mine / other));
  }

  /** The times of both. */
  public PairedTimes plus(PairedTimes other) {
    return new PairedTimes(
        slower + other.slower,
        faster + other.faster,
        champion.plus(other.champion),
        challenger.plus(other.challenger));
  }
}
