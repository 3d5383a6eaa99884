package io.boxstream.console.detections;

import static java.util.Objects.requireNonNull;

import io.boxstream.console.log.LogReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest detections, read while somebody asks for them, once a second at most for all. While
 * the broker is away the last ones stay. Thread-safe.
 */
public final class LiveDetections {
  private static final Logger LOG = LoggerFactory.getLogger(LiveDetections.class);

  /** Records that are kept, of all partitions together. */
  static final int MOST_KEPT = 1200;

  private static final Duration KEEP = Duration.ofSeconds(1);

  private final LogReader log;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final DetectionTail tail = new DetectionTail(MOST_KEPT);
  private CompletableFuture<Newest> newest =
      CompletableFuture.completedFuture(new Newest(List.of(), Optional.empty()));
  private Optional<Long> askedAt = Optional.empty();

  public LiveDetections(LogReader log, Clock clock, LongSupplier nanoTime) {
    this.log = requireNonNull(log, "log");
    this.clock = requireNonNull(clock, "clock");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
  }

  /**
   * Detections.
   *
   * @param items the newest first
   * @param readAt when the log was read; empty if it has never answered
   */
  public record Newest(List<Detection> items, Optional<Instant> readAt) {

    public Newest {
      items = List.copyOf(items);
    }

    /**
     * Some of them.
     *
     * @param key only those of this key; empty for all
     */
    public Newest only(Optional<String> key, int limit) {
      return new Newest(
          items.stream()
              .filter(item -> key.isEmpty() || item.key().equals(key.get()))
              .limit(limit)
              .toList(),
          readAt);
    }
  }

  /** All that are kept. Does not fail. */
  public synchronized CompletableFuture<Newest> newest() {
    long now = nanoTime.getAsLong();
    boolean fresh = askedAt.isPresent() && now - askedAt.get() < KEEP.toNanos();
    if (newest.isDone() && !fresh) {
      askedAt = Optional.of(now);
      Newest before = newest.join();
      newest =
          log.read(tail)
              .thenApply(items -> new Newest(items, Optional.of(clock.instant())))
              .exceptionally(
                  failure -> {
                    LOG.debug("The newest detections are unknown", failure);
                    return before;
                  });
    }
    return newest;
  }
}
