package io.boxstream.fetch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;

/**
 * What may be fetched and how long it may take.
 *
 * @param allowed hosts with public addresses
 * @param withPrivate hosts that may have private addresses
 * @param timeout for a resource, from the first connection to the last byte, with redirects
 * @param keys what the keys of the configuration start with, such as {@code
 *     boxstream.ingest.webhooks}, for messages
 */
public record FetchSettings(
    Set<AllowedHost> allowed, Set<AllowedHost> withPrivate, Duration timeout, String keys) {

  /** Copies the sets. */
  public FetchSettings {
    allowed = Set.copyOf(allowed);
    withPrivate = Set.copyOf(withPrivate);
    requireNonNull(timeout, "timeout");
    requireNonNull(keys, "keys");
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("timeout must be positive: " + timeout);
    }
  }
}
