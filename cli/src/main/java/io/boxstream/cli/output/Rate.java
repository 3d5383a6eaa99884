package io.boxstream.cli.output;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How fast something grows: its mean over the latest 20 seconds. */
public final class Rate {

  private static final long WINDOW = Duration.ofSeconds(20).toNanos();
  private static final double NANOS_PER_SECOND = 1e9;

  private final LongSupplier nanos;
  private final Deque<Sample> samples = new ArrayDeque<>();

  /**
   * @param nanos the time in nanoseconds
   */
  public Rate(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Tells how much there is now. */
  public void add(long amount) {
    long now = nanos.getAsLong();
    samples.addLast(new Sample(now, amount));
    while (samples.size() > 2 && now - samples.getFirst().at > WINDOW) {
      samples.removeFirst();
    }
  }

  /** Growth in one second; 0 until two moments are known. */
  public double perSecond() {
    if (samples.size() < 2) {
      return 0;
    }
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    long time = last.at - first.at;
    return time <= 0 ? 0 : (last.amount - first.amount) * NANOS_PER_SECOND / time;
  }

  /** Time until so much more is reached; empty while nothing grows. */
  public Optional<Duration> timeFor(long rest) {
    double rate = perSecond();
    return rate <= 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (1000 * rest / rate)));
  }

  private record Sample(long at, long amount) {}
}
