package io.boxstream.rest.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;

/**
 * How many requests each of many callers may send: a token bucket for each (Bucket4j), which fills
 * evenly and holds the requests of a minute. Thread-safe.
 */
final class CallerRate {
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int MOST_CALLERS = 100_000;

  private final int perMinute;
  private final TimeMeter clock;

  /** The bucket of a caller who was idle for a period is full, as a new one is. */
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().expireAfterAccess(PERIOD).maximumSize(MOST_CALLERS).build();

  /**
   * @param perMinute at least 1
   */
  CallerRate(int perMinute, TimeMeter clock) {
    if (perMinute < 1) {
      throw new IllegalArgumentException("a rate must be at least 1 a minute: " + perMinute);
    }
    this.perMinute = perMinute;
    this.clock = clock;
  }

  /** Counts a request; how long to wait if it is one too many, empty if it is not. */
  Optional<Duration> take(String caller) {
    ConsumptionProbe probe =
        buckets.get(caller, unknown -> bucket()).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private Bucket bucket() {
    return Bucket.builder()
        .withCustomTimePrecision(clock)
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
        .build();
  }
}
