package io.boxstream.events.consume;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a {@link ConsumerLoop} behaves.
 *
 * @param name of its threads, for logs
 * @param pollTimeout the longest wait for records
 * @param commitInterval the shortest time between two commits; after a process is killed, handled
 *     records that are not committed are handled again
 * @param backoff the delays between attempts
 * @param revokeTimeout how long the revocation of a partition waits for work in progress
 * @param closeTimeout how long closing waits for work in progress before it interrupts it
 * @param mostPostponed how many records that the handler has postponed may wait before nothing more
 *     is read, not negative
 */
public record ConsumerLoopSettings(
    String name,
    Duration pollTimeout,
    Duration commitInterval,
    Backoff backoff,
    Duration revokeTimeout,
    Duration closeTimeout,
    int mostPostponed) {
  public ConsumerLoopSettings {
    requireNonNull(name, "name");
    requireNonNull(pollTimeout, "pollTimeout");
    requireNonNull(commitInterval, "commitInterval");
    requireNonNull(backoff, "backoff");
    requireNonNull(revokeTimeout, "revokeTimeout");
    requireNonNull(closeTimeout, "closeTimeout");
    if (mostPostponed < 0) {
      throw new IllegalArgumentException("mostPostponed is negative: " + mostPostponed);
    }
  }

  /** The default settings of every service. */
  public static ConsumerLoopSettings named(String name) {
    return new ConsumerLoopSettings(
        name,
        Duration.ofMillis(500),
        Duration.ofMillis(500),
        new Backoff(Duration.ofMillis(200), Duration.ofSeconds(15)),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        0);
  }

  /** The same with another limit on the records that wait because the handler postponed them. */
  public ConsumerLoopSettings postponing(int most) {
    return new ConsumerLoopSettings(
        name, pollTimeout, commitInterval, backoff, revokeTimeout, closeTimeout, most);
  }
}
