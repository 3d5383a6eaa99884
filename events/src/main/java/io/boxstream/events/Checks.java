package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * Validation shared by the event records. Each message contains the field and the invalid value.
 */
final class Checks {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private Checks() {}

  static String sha256(String value, String field) {
    requireNonNull(value, field);
    if (!SHA256.matcher(value).matches()) {
      throw new IllegalArgumentException(
          field + " must be a SHA-256 in 64 lower-case hexadecimal digits: " + shorten(value));
    }
    return value;
  }

  static String text(String value, String field) {
    requireNonNull(value, field);
    if (value.isBlank()) {
      throw new IllegalArgumentException(field + " must not be blank");
    }
    return value;
  }

  static long notNegative(long value, String field) {
    if (value < 0) {
      throw new IllegalArgumentException(field + " must not be negative: " + value);
    }
    return value;
  }

  static double notNegative(double value, String field) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(field + " must be finite and not negative: " + value);
    }
    return value;
  }

  static long positive(long value, String field) {
    if (value <= 0) {
      throw new IllegalArgumentException(field + " must be positive: " + value);
    }
    return value;
  }

  static double fraction(double value, String field) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(field + " must lie in [0, 1]: " + value);
    }
    return value;
  }

  static double difference(double value, String field) {
    if (!(value >= -1 && value <= 1)) {
      throw new IllegalArgumentException(field + " must lie in [-1, 1]: " + value);
    }
    return value;
  }

  static void box(double xMin, double yMin, double xMax, double yMax) {
    finite(xMin, "xMin");
    finite(yMin, "yMin");
    finite(xMax, "xMax");
    finite(yMax, "yMax");
    if (xMin >= xMax || yMin >= yMax) {
      throw new IllegalArgumentException(
          "box must have an area: (" + xMin + ", " + yMin + ", " + xMax + ", " + yMax + ")");
    }
  }

  private static void finite(double value, String field) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(field + " must be finite: " + value);
    }
  }

  static String shorten(String value) {
    return value.length() <= 80 ? value : value.substring(0, 80) + "…";
  }
}
