package io.boxstream.inference.rollout;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.rollout.PairedTimes;
import io.boxstream.inference.rollout.PairTally.Time;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Pairs requests that the champion answers with requests that the challenger answers, as they come
 * by one way, and counts how long both wait. A pair is made when its requests are accepted, before
 * anything is known of their waits: a request of one side and the next one of the other. A coin
 * says for each pair which side comes first. So whatever makes requests slow at a time, such as a
 * burst that fills the queue, makes the one as slow as the other. Thread-safe.
 */
final class WaitPairs {
  /** Requests that are accepted further apart do not meet the same load. */
  private static final long LONGEST_NANOS = 10_000_000_000L;

  private static final double NANOS_PER_MILLI = 1e6;

  private final PairTally tally;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;
  private Side first;
  private Pair open;

  /**
   * @param latencyRatio by how much a caller of the challenger may wait longer, as a factor
   * @param random decides which side is first
   * @param nanoTime a monotonic clock in nanoseconds
   */
  WaitPairs(double latencyRatio, RandomGenerator random, LongSupplier nanoTime) {
    this.tally = new PairTally(latencyRatio);
    this.random = requireNonNull(random, "random");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    this.first = toss();
  }

  /** Who is to answer a request. */
  enum Side {
    CHAMPION,
    CHALLENGER
  }

  /** A request is accepted; empty if it is of no pair. */
  synchronized Optional<Wait> accepted(Side side) {
    long now = nanoTime.getAsLong();
    if (open != null && side != first && now - open.accepted <= LONGEST_NANOS) {
      Wait wait = new Wait(open, side, now);
      open = null;
      first = toss();
      return Optional.of(wait);
    }
    if (side != first) {
      return Optional.empty();
    }
    // The newest one: the next of the other side is nearest to it.
    open = new Pair(now);
    return Optional.of(new Wait(open, side, now));
  }

  synchronized PairedTimes times() {
    return tally.times();
  }

  private Side toss() {
    return random.nextBoolean() ? Side.CHAMPION : Side.CHALLENGER;
  }

  private synchronized void ended(Wait wait, boolean endless) {
    Time time = new Time((nanoTime.getAsLong() - wait.accepted) / NANOS_PER_MILLI, endless);
    Pair pair = wait.pair;
    switch (wait.side) {
      case CHAMPION -> pair.champion = time;
      case CHALLENGER -> pair.challenger = time;
    }
    if (pair.champion != null && pair.challenger != null) {
      tally.add(pair.champion, pair.challenger);
    }
  }

  /** The wait of a request that is of a pair. A pair counts when both waits have ended. */
  final class Wait {
    private final Pair pair;
    private final Side side;
    private final long accepted;

    private Wait(Pair pair, Side side, long accepted) {
      this.pair = pair;
      this.side = side;
      this.accepted = accepted;
    }

    /** The answer is there. */
    void answered() {
      ended(this, false);
    }

    /** Nobody waits for the answer any more. */
    void expired() {
      ended(this, true);
    }
  }

  /** Two requests; the second one may never come. */
  private static final class Pair {
    private final long accepted;
    private Time champion;
    private Time challenger;

    private Pair(long accepted) {
      this.accepted = accepted;
    }
  }
}
