package io.boxstream.cli.output;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Numbers for people. */
public final class Words {

  private static final int BAR = 20;
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Words() {}

  /** A length in decimal units: {@code 3.2 MB}. */
  public static String bytes(double length) {
    int unit = 0;
    double value = length;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(
        Locale.ROOT, unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
  }

  /** A time: {@code 45 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
  public static String time(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }

  /** A number with three digits or so: {@code 0.52}, {@code 7.4}, {@code 130}. */
  public static String number(double value) {
    return String.format(Locale.ROOT, value < 1 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }

  /** A time as the services write it, to the second. */
  public static String moment(String time) {
    return time.replaceFirst("\\.\\d+Z$", "Z");
  }

  /** {@code 1 image}, {@code 2 images}. */
  public static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** {@code , 20 s left}, or nothing. */
  public static String left(Optional<Duration> time) {
    return time.map(known -> ", " + time(known) + " left").orElse("");
  }

  /** A bar of 20 characters and the percentage. */
  public static String bar(long done, long total) {
    double part = total <= 0 ? 0 : Math.min(1, (double) done / total);
    int full = (int) (part * BAR);
    return "["
        + "#".repeat(full)
        + "-".repeat(BAR - full)
        + "] "
        + String.format(Locale.ROOT, "%3d %%", (int) (part * 100));
  }
}
