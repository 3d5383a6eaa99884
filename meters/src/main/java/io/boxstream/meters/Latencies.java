package io.boxstream.meters;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;

/** Timers with the same buckets in every service, so that they can be compared and summed. */
public final class Latencies {

  /** Upper bounds in milliseconds, from one image in a small network to a long queue. */
  private static final long[] BOUNDS = {
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000
  };

  private Latencies() {}

  /** A builder of a timer with these buckets. */
  public static Timer.Builder histogram(String name) {
    return Timer.builder(name)
        .serviceLevelObjectives(
            LongStream.of(BOUNDS).mapToObj(Duration::ofMillis).toArray(Duration[]::new));
  }
}
