package io.boxstream.local.heldout;

import java.awt.Color;
import java.util.List;

/** One colour per class, far apart for the first few, the same in every image. */
final class ClassColors {

  private static final List<Color> FIRST =
      List.of(
          new Color(0x00A86B),
          new Color(0xE5352B),
          new Color(0x2D7DD2),
          new Color(0xF5A300),
          new Color(0x9B3FBF),
          new Color(0x00A3AD));
  private static final float GOLDEN_ANGLE = 0.381966f;

  private final List<String> classes;

  ClassColors(List<String> classes) {
    this.classes = List.copyOf(classes);
  }

  Color of(String label) {
    int index = Math.max(0, classes.indexOf(label));
    return index < FIRST.size()
        ? FIRST.get(index)
        : Color.getHSBColor(index * GOLDEN_ANGLE, 0.75f, 0.8f);
  }

  /** Black or white, whichever can be read on the colour. */
  static Color textOn(Color color) {
    double luminance = 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue();
    return luminance > 160 ? Color.BLACK : Color.WHITE;
  }
}
