package io.boxstream.local.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** How often a process that ends is started again. */
final class RestartLimit {

  static final int MOST = 3;
  static final Duration WINDOW = Duration.ofMinutes(10);

  private final Clock clock;
  private final Map<String, Deque<Instant>> restarts = new HashMap<>();

  RestartLimit(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** Counts a restart of a process; false if there were too many in a short time. */
  boolean permits(String process) {
    Deque<Instant> times = restarts.computeIfAbsent(process, name -> new ArrayDeque<>());
    Instant now = clock.instant();
    times.removeIf(time -> !time.plus(WINDOW).isAfter(now));
    if (times.size() >= MOST) {
      return false;
    }
    times.add(now);
    return true;
  }
}
