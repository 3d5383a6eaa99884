package io.boxstream.inference.draw;

import java.util.List;

/** A colour for each class, by its place in the model's list. */
final class Palette {
  static final int BLACK = 0x000000;
  static final int WHITE = 0xFFFFFF;

  /** Far apart for the eye, also in lightness, and none of them as dark as most shadows. */
  private static final List<Integer> FIRST =
      List.of(
          0x00C853, 0xFF3B30, 0x2979FF, 0xFFD600, 0xD500F9, 0x00E5FF, 0xFF6D00, 0xF8BBD0, 0x8D6E63,
          0xC6FF00, 0x7C4DFF, 0x26A69A);

  private static final double GOLDEN_RATIO = 0.6180339887;
  private static final double SATURATION = 0.75;

  private Palette() {}

  /**
   * The colour of a class, 0xRRGGBB.
   *
   * @param index of the class, from 0; negative for a label that the model does not list
   */
  static int of(int index) {
    if (index < 0) {
      return WHITE;
    }
    if (index < FIRST.size()) {
      return FIRST.get(index);
    }
    // Neighbours on the list are far apart on the circle of hues, and differ in lightness.
    double hue = index * GOLDEN_RATIO % 1;
    return rgb(hue, 1 - index % 3 * 0.15);
  }

  /** Black or white, whichever contrasts more (WCAG 2.1, contrast ratio). */
  static int textOn(int rgb) {
    double luminance = luminance(rgb);
    return (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) ? BLACK : WHITE;
  }

  /** Relative luminance in [0, 1] (WCAG 2.1). */
  static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16 & 255)
        + 0.7152 * linear(rgb >> 8 & 255)
        + 0.0722 * linear(rgb & 255);
  }

  private static double linear(int value) {
    double part = value / 255.0;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  /** From hue, saturation and value. */
  private static int rgb(double hue, double value) {
    return channel(hue, value, 5) << 16 | channel(hue, value, 3) << 8 | channel(hue, value, 1);
  }

  private static int channel(double hue, double value, int offset) {
    double k = (offset + hue * 6) % 6;
    double part = value - value * SATURATION * Math.max(0, Math.min(1, Math.min(k, 4 - k)));
    return (int) Math.round(part * 255);
  }
}
