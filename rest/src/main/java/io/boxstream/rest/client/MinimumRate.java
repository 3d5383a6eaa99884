package io.boxstream.rest.client;

import io.boxstream.rest.config.HttpConfiguration;
import java.util.concurrent.TimeUnit;

/**
 * The least bytes a second that a client must move while it is the client's turn. Only the client's
 * time counts: while the service itself does not read, or has nothing to send, nobody is slow.
 *
 * @param bytesPerSecond 0 for no minimum
 * @param windowNanos time over which the rate is measured
 */
public record MinimumRate(long bytesPerSecond, long windowNanos) {

  /** How often a window is looked at. */
  private static final int CHECKS_PER_WINDOW = 4;

  public MinimumRate {
    if (bytesPerSecond < 0 || windowNanos < 1) {
      throw new IllegalArgumentException(
          "bytesPerSecond must not be negative and windowNanos positive: %d, %d"
              .formatted(bytesPerSecond, windowNanos));
    }
  }

  /** The rate that is configured. */
  public static MinimumRate of(HttpConfiguration configuration) {
    return new MinimumRate(
        configuration.minimumRate().asLongValue(), configuration.rateWindow().toNanos());
  }

  /** Time between two calls of {@link Measurement#isTooSlow}. */
  public long checkMillis() {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(windowNanos) / CHECKS_PER_WINDOW);
  }

  /** Begins to measure; it is the service's turn. */
  public Measurement measure() {
    return new Measurement();
  }

  /** The bytes of one body or answer. Times are those of {@link System#nanoTime}. */
  public final class Measurement {
    private boolean clientsTurn;
    private long since;
    private long waited;
    private long bytes;

    private Measurement() {}

    /** The service waits for the client from now on. */
    public void clientsTurn(long now) {
      if (!clientsTurn) {
        clientsTurn = true;
        since = now;
      }
    }

    /** The client waits for the service from now on. */
    public void servicesTurn(long now) {
      if (clientsTurn) {
        clientsTurn = false;
        waited += now - since;
      }
    }

    /** The client has sent or taken some bytes. */
    public void moved(long count) {
      bytes += count;
    }

    /** Whether the client was too slow in a window that has ended. */
    public boolean isTooSlow(long now) {
      if (clientsTurn) {
        waited += now - since;
        since = now;
      }
      if (waited < windowNanos) {
        return false;
      }
      boolean slow = bytes < bytesPerSecond * (waited / (double) TimeUnit.SECONDS.toNanos(1));
      waited = 0;
      bytes = 0;
      return slow;
    }
  }
}
