package io.boxstream.inference.hardexamples;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many examples may be published. The budget of an hour accrues evenly. What is not spent is
 * kept for a quarter of an hour, so that a quiet time pays for a hard one; but in no period of an
 * hour are there more examples than its budget.
 */
final class HourlyBudget {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final double KEPT_HOURS = 0.25;
  private static final double ROUNDING = 1e-6;

  private final int perHour;
  private final Deque<Instant> spent = new ArrayDeque<>();
  private double credit = 1;
  private Instant accrued;

  /**
   * @param perHour examples in an hour, at least 1
   * @param start when the first example may be published
   */
  HourlyBudget(int perHour, Instant start) {
    if (perHour < 1) {
      throw new IllegalArgumentException("perHour must be positive, was " + perHour);
    }
    this.perHour = perHour;
    this.accrued = start;
  }

  /** The most examples that may ever be published at once. */
  int largest() {
    return (int) Math.max(1, Math.floor(perHour * KEPT_HOURS));
  }

  /** How many examples may be published now. */
  int available(Instant now) {
    double hours =
        Math.max(0, Duration.between(accrued, now).toMillis() / (double) HOUR.toMillis());
    credit = Math.min(Math.max(1, perHour * KEPT_HOURS), credit + perHour * hours);
    accrued = now;
    while (!spent.isEmpty() && !spent.peekFirst().isAfter(now.minus(HOUR))) {
      spent.removeFirst();
    }
    return (int) Math.min(Math.floor(credit + ROUNDING), perHour - spent.size());
  }

  /** Counts an example that was published. */
  void spend(Instant now) {
    credit -= 1;
    spent.addLast(now);
  }
}
