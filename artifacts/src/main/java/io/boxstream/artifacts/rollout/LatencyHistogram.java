package io.boxstream.artifacts.rollout;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Durations in buckets that grow by 10 %, from 0.1 ms to about 100 s; what is outside counts in the
 * first or the last. A quantile is the upper end of its bucket, so it is at most 10 % too high.
 *
 * @param counts durations by bucket, without the empty buckets at the end
 */
public record LatencyHistogram(@JsonValue List<Long> counts) {
  /** Without durations. */
  public static final LatencyHistogram EMPTY = new LatencyHistogram(List.of());

  /** Most buckets. */
  public static final int BUCKETS = 146;

  private static final double FIRST_MILLIS = 0.1;
  private static final double GROWTH = 1.1;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public LatencyHistogram {
    counts = List.copyOf(counts);
    if (counts.size() > BUCKETS || counts.stream().anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException(
          "a histogram has at most " + BUCKETS + " counts, none negative: " + counts);
    }
  }

  /** The bucket of a duration, from 0. */
  public static int bucket(double millis) {
    if (millis <= FIRST_MILLIS) {
      return 0;
    }
    double index = Math.ceil(Math.log(millis / FIRST_MILLIS) / Math.log(GROWTH) - 1e-9);
    return (int) Math.min(index, BUCKETS - 1);
  }

  /** The upper end of a bucket in milliseconds. */
  public static double end(int bucket) {
    return FIRST_MILLIS * Math.pow(GROWTH, bucket);
  }

  /** The number of durations. */
  public long total() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** The durations of both. */
  public LatencyHistogram plus(LatencyHistogram other) {
    int size = Math.max(counts.size(), other.counts.size());
    return new LatencyHistogram(
        IntStream.range(0, size).mapToObj(bucket -> count(bucket) + other.count(bucket)).toList());
  }

  /** These durations and another one. */
  public LatencyHistogram with(double millis) {
    int bucket = bucket(millis);
    List<Long> more = new ArrayList<>(counts);
    while (more.size() <= bucket) {
      more.add(0L);
    }
    more.set(bucket, more.get(bucket) + 1);
    return new LatencyHistogram(more);
  }

  /**
   * The duration in milliseconds that a share of the durations does not exceed; empty without
   * durations.
   *
   * @param share in (0, 1]
   */
  public Optional<Double> quantile(double share) {
    double rank = Math.max(1, Math.ceil(share * total() - 1e-9));
    long sum = 0;
    for (int bucket = 0; bucket < counts.size(); bucket++) {
      sum += counts.get(bucket);
      if (sum >= rank) {
        return Optional.of(end(bucket));
      }
    }
    return Optional.empty();
  }

  private long count(int bucket) {
    return bucket < counts.size() ? counts.get(bucket) : 0;
  }
}
