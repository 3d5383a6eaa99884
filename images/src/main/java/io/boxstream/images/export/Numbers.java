package io.boxstream.images.export;

import java.math.BigDecimal;

/** Numbers as text that every reader of the formats understands. */
public final class Numbers {

  private static final double LARGEST_EXACT = 1L << 53;

  private Numbers() {}

  /**
   * The shortest decimal that reads as the same double: without an exponent, and without a fraction
   * if there is none.
   *
   * @param value finite
   */
  public static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < LARGEST_EXACT
        ? Long.toString((long) value)
        : new BigDecimal(Double.toString(value)).toPlainString();
  }
}
