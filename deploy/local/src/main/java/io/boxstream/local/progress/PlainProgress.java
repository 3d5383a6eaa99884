package io.boxstream.local.progress;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Plain lines, for files and pipes: what a stage is doing is printed every few seconds at most. */
public final class PlainProgress implements Progress {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final PrintStream out;
  private final Clock clock;
  private final Map<Stage, Instant> shown = new EnumMap<>(Stage.class);
  private final Map<Stage, String> last = new EnumMap<>(Stage.class);

  public PlainProgress(PrintStream out, Clock clock) {
    this.out = Objects.requireNonNull(out, "out");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public void show(Stage stage, String text) {
    Instant before = shown.get(stage);
    if (before == null || !clock.instant().isBefore(before.plus(INTERVAL))) {
      report(stage, text);
    }
  }

  @Override
  public void report(Stage stage, String text) {
    if (text.equals(last.put(stage, text))) {
      return;
    }
    shown.put(stage, clock.instant());
    out.println(String.format(Locale.ROOT, "%-8s  %s", stage.label(), text));
    out.flush();
  }

  @Override
  public void print(String line) {
    out.println(line);
    out.flush();
  }
}
