package io.boxstream.artifacts.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Retry and timeout settings of a store client.
 *
 * @param firstDelay delay before the second attempt; doubles after each attempt
 * @param longestDelay the longest delay
 * @param deadline total time for one call, from its first attempt
 * @param connectTimeout timeout for opening a connection
 * @param answerTimeout timeout for a read or a write without progress
 */
public record RetrySettings(
    Duration firstDelay,
    Duration longestDelay,
    Duration deadline,
    Duration connectTimeout,
    Duration answerTimeout) {
  public RetrySettings {
    requirePositive(firstDelay, "firstDelay");
    requirePositive(longestDelay, "longestDelay");
    requirePositive(deadline, "deadline");
    requirePositive(connectTimeout, "connectTimeout");
    requirePositive(answerTimeout, "answerTimeout");
    if (longestDelay.compareTo(firstDelay) <= 0) {
      throw new IllegalArgumentException(
          "longestDelay " + longestDelay + " must be longer than firstDelay " + firstDelay);
    }
    if (deadline.compareTo(firstDelay) <= 0) {
      throw new IllegalArgumentException(
          "deadline " + deadline + " must be longer than firstDelay " + firstDelay);
    }
  }

  /** 100 ms doubling to 5 s, for 30 s; 5 s to connect, 30 s for a response. */
  public static RetrySettings defaults() {
    return new RetrySettings(
        Duration.ofMillis(100),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30));
  }

  private static void requirePositive(Duration value, String what) {
    requireNonNull(value, what);
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(what + " must be positive: " + value);
    }
  }
}
