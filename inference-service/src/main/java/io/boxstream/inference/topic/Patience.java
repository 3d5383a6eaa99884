package io.boxstream.inference.topic;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.DetectionResult.SourceRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long requests have been tried in vain. Thread-safe. */
final class Patience {
  /** Requests of partitions that went to another process are forgotten some time. */
  private static final int MOST = 10_000;

  private final Duration limit;
  private final Clock clock;
  private final Map<SourceRecord, Instant> since =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SourceRecord, Instant> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param limit from the first failure of a request to the last attempt
   */
  Patience(Duration limit, Clock clock) {
    this.limit = requireNonNull(limit, "limit");
    this.clock = requireNonNull(clock, "clock");
  }

  /** A request has failed; whether it must not be tried again. */
  synchronized boolean isOver(SourceRecord request) {
    Instant now = clock.instant();
    Instant first = since.putIfAbsent(request, now);
    if (first == null || now.isBefore(first.plus(limit))) {
      return false;
    }
    since.remove(request);
    return true;
  }

  /** A request has succeeded. */
  synchronized void forget(SourceRecord request) {
    since.remove(request);
  }
}
