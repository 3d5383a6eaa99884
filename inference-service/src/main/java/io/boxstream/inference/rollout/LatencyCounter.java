package io.boxstream.inference.rollout;

import io.boxstream.artifacts.rollout.LatencyHistogram;
import java.util.Arrays;
import java.util.OptionalDouble;

/** A histogram that times are added to at each answer. Not thread-safe. */
final class LatencyCounter {
  private static final double TAIL = 0.99;

  private final long[] counts = new long[LatencyHistogram.BUCKETS];
  private long total;
  private int used;

  void add(double millis) {
    int bucket = LatencyHistogram.bucket(millis);
    counts[bucket]++;
    total++;
    used = Math.max(used, bucket + 1);
  }

  long total() {
    return total;
  }

  /** The 99th percentile in milliseconds, as the histogram's; empty without times. */
  OptionalDouble tail() {
    long above = total - (long) Math.max(1, Math.ceil(TAIL * total - 1e-9));
    long sum = 0;
    for (int bucket = used - 1; bucket >= 0; bucket--) {
      sum += counts[bucket];
      if (sum > above) {
        return OptionalDouble.of(LatencyHistogram.end(bucket));
      }
    }
    return OptionalDouble.empty();
  }

  LatencyHistogram histogram() {
    return new LatencyHistogram(Arrays.stream(counts, 0, used).boxed().toList());
  }
}
