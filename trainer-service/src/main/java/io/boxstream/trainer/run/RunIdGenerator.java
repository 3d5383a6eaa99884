package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Generates run ids that sort by time. Safe for several threads. */
public final class RunIdGenerator {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Clock clock;
  private final RandomGenerator random;

  /**
   * @param clock gives the readable part
   * @param random tells runs of the same second apart; safe for several threads
   */
  public RunIdGenerator(Clock clock, RandomGenerator random) {
    this.clock = requireNonNull(clock, "clock");
    this.random = requireNonNull(random, "random");
  }

  /** A new id, for example {@code 20260131-174502-9c0e}. */
  public String next() {
    return String.format(
        Locale.ROOT, "%s-%04x", TIME.format(clock.instant()), random.nextInt(1 << 16));
  }
}
