package io.boxstream.cli.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** The passing of time. */
public interface Time {

  /** The time of the machine. */
  Time SYSTEM =
      new Time() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) {
          try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
          }
        }
      };

  /** The time of day. */
  Instant now();

  /** Nanoseconds since some moment. */
  long nanos();

  /**
   * Waits.
   *
   * @throws CancellationException if the thread is interrupted
   */
  void sleep(Duration duration);
}
