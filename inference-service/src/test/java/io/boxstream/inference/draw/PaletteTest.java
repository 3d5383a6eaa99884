package io.boxstream.inference.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaletteTest {
  private static final double READABLE = 4.5;

  @Test
  void hasColoursThatCanBeToldApart() {
    for (int first = 0; first < 24; first++) {
      for (int second = 0; second < first; second++) {
        assertThat(distance(Palette.of(first), Palette.of(second)))
            .as("%d and %d", first, second)
            .isGreaterThan(first < 12 ? 60 : 20);
      }
    }
  }

  @Test
  void writesOnEveryColourWithContrast() {
    for (int index = -1; index < 200; index++) {
      int colour = Palette.of(index);

      assertThat(contrast(colour, Palette.textOn(colour))).isGreaterThan(READABLE);
    }
  }

  /** Euclidean in RGB. */
  private static double distance(int one, int other) {
    double sum = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      sum += Math.pow((one >> shift & 255) - (other >> shift & 255), 2);
    }
    return Math.sqrt(sum);
  }

  private static double contrast(int one, int other) {
    double lighter = Math.max(Palette.luminance(one), Palette.luminance(other));
    double darker = Math.min(Palette.luminance(one), Palette.luminance(other));
    return (lighter + 0.05) / (darker + 0.05);
  }
}
