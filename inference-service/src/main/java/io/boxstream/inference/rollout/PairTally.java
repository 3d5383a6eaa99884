package io.boxstream.inference.rollout;

import io.boxstream.artifacts.rollout.PairedTimes;
import java.util.OptionalDouble;

/**
 * Counts pairs of a time of the champion and one of the challenger. What is slow is told by the
 * champion's pairs before, so the first ones tell nothing. Not thread-safe.
 */
final class PairTally {
  /** Times of the champion before which there is no telling what is slow. */
  static final int LEAST_TIMES = 20;

  private final double latencyRatio;
  private final LatencyCounter champion = new LatencyCounter();
  private final LatencyCounter challenger = new LatencyCounter();
  private long slower;
  private long faster;

  /**
   * @param latencyRatio by how much the challenger may be slower, as a factor
   */
  PairTally(double latencyRatio) {
    this.latencyRatio = latencyRatio;
  }

  /**
   * One time of a pair.
   *
   * @param millis how long it took
   * @param endless whether it ended without an answer because nobody waited any more: it is slow
   */
  record Time(double millis, boolean endless) {
    private boolean isAbove(double limit) {
      return endless || millis > limit;
    }
  }

  void add(Time ofChampion, Time ofChallenger) {
    OptionalDouble tail = champion.tail();
    if (tail.isPresent() && champion.total() >= LEAST_TIMES) {
      boolean slowChampion = ofChampion.isAbove(tail.getAsDouble());
      boolean slowChallenger = ofChallenger.isAbove(tail.getAsDouble() * latencyRatio);
      slower += slowChallenger && !slowChampion ? 1 : 0;
      faster += slowChampion && !slowChallenger ? 1 : 0;
    }
    champion.add(ofChampion.millis());
    challenger.add(ofChallenger.millis());
  }

  PairedTimes times() {
    return new PairedTimes(slower, faster, champion.histogram(), challenger.histogram());
  }
}
