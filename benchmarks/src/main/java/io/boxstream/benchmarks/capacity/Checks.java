package io.boxstream.benchmarks.capacity;

/** Checks of numbers. */
final class Checks {

  private Checks() {}

  static void positive(double value, String name) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }

  static void notNegative(double value, String name) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must not be negative: " + value);
    }
  }

  static void part(double value, String name) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be from 0 to 1: " + value);
    }
  }
}
