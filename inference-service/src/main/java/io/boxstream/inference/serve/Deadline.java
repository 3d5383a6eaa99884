package io.boxstream.inference.serve;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The header with which a request says when nobody waits for its answer any more. */
public final class Deadline {
  /** Name of the header, in HTTP and in Kafka. */
  public static final String HEADER = "deadline";

  /** Longer than any request waits. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private Deadline() {}

  /**
   * The time left at a moment, at most a day; zero when the deadline has passed.
   *
   * @param text a time with its offset, as {@code 2026-11-23T10:15:30.250Z}
   * @throws IllegalArgumentException if it is none, with a message for the client
   */
  public static Duration timeLeft(String text, Instant now) {
    try {
      Duration left = Duration.between(now, OffsetDateTime.parse(text).toInstant());
      if (left.isNegative()) {
        return Duration.ZERO;
      }
      return left.compareTo(LONGEST) > 0 ? LONGEST : left;
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "deadline must be a time as 2026-11-23T10:15:30.250Z, was " + text, e);
    }
  }
}
