package io.boxstream.events.consume;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a {@link ConsumerLoop} behaves.
 *
 * @param name of its threads, for logs
 * @param pollTimeout the longest wait for records
 * @param commitInterval how often handled offsets are committed at most; handled work that is not
 *     committed when a process is killed is done again
 * @param backoff the waits between tries
 * @param revokeTimeout how long a partition that goes to another member waits for work under way
 * @param closeTimeout how long closing waits for work under way before it interrupts it
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

  /** Settings that fit every service. */
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
