package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.UUID;

/**
 * How a process writes transactions.
 *
 * @param id identifies the process to the brokers ({@code transactional.id}): a producer that opens
 *     with the id of another one ends the other's transaction and fences it. No two processes that
 *     run may have the same
 * @param timeout after which the brokers abort a transaction that is neither committed nor aborted,
 *     at least a second; readers of committed records wait for such a transaction until then
 */
public record TransactionSettings(String id, Duration timeout) {
  private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);

  public TransactionSettings {
    Checks.text(id, "id");
    requireNonNull(timeout, "timeout");
    if (timeout.compareTo(SHORTEST_TIMEOUT) < 0) {
      throw new IllegalArgumentException("timeout must be at least a second: " + timeout);
    }
  }

  /** Settings with an id that no other process has: a prefix and a random UUID. */
  public static TransactionSettings random(String prefix, Duration timeout) {
    return new TransactionSettings(prefix + UUID.randomUUID(), timeout);
  }
}
