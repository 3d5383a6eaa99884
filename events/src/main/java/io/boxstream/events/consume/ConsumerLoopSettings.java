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
 */
public record ConsumerLoopSettings(
    String name,
    Duration pollTimeout,
    Duration commitInterval,
    Backoff backoff,
    Duration revokeTimeout,
    Duration closeTimeout) {
  public ConsumerLoopSettings {
    requireNonNull(name, "name");
    requireNonNull(pollTimeout, "pollTimeout");
    requireNonNull(commitInterval, "commitInterval");
    requireNonNull(backoff, "backoff");
    requireNonNull(revokeTimeout, "revokeTimeout");
    requireNonNull(closeTimeout, "closeTimeout");
  }

  /** The default settings of every service. */
  public static ConsumerLoopSettings named(String name) {
    return new ConsumerLoopSettings(
        name,
        Duration.ofMillis(500),
        Duration.ofMillis(500),
        new Backoff(Duration.ofMillis(200), Duration.ofSeconds(15)),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20));
  }
}
