package io.boxstream.detection.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ColourMatrixTest {

  /** SSD.md 3.3. */
  @Test
  void turnsTheHueAsTheReferenceDoes() {
    assertThat(mapped(ColourMatrix.identity().turned(0.5), 200, 100, 50))
        .containsExactly(new float[] {166.03055f, 76.67215f, 259.3869f}, within(1e-3f));
  }

  @Test
  void saturationMovesColoursAwayFromTheirLuma() {
    // luma of (200, 100, 50) is 124.2; half way to it
    assertThat(mapped(ColourMatrix.identity().saturated(0.5), 200, 100, 50))
        .containsExactly(new float[] {162.1f, 112.1f, 87.1f}, within(1e-3f));
  }

  @Test
  void contrastScalesAboutBlackAndNothingIsClipped() {
    assertThat(mapped(ColourMatrix.identity().brighter(-60).scaled(1.5), 200, 100, 50))
        .containsExactly(new float[] {210, 60, -15}, within(1e-3f));
  }

  @Property
  void greyStaysAlmostGreyWhateverTheDraw(@ForAll long seed) {
    float[] mapped = mapped(ColourMatrix.random(new SplittableRandom(seed)), 90, 90, 90);

    // The reference's colour matrices are rounded: their rows do not cancel to the last digit.
    assertThat(mapped[1]).isCloseTo(mapped[0], within(1f));
    assertThat(mapped[2]).isCloseTo(mapped[0], within(1f));
    assertThat(mapped[0]).isBetween(28f, 184f);
  }

  private static float[] mapped(ColourMatrix colours, int red, int green, int blue) {
    float[] mapped = new float[3];
    for (int channel = 0; channel < 3; channel++) {
      double[] row = Arrays.copyOfRange(colours.values(), 4 * channel, 4 * channel + 4);
      mapped[channel] = (float) (row[0] * red + row[1] * green + row[2] * blue + row[3]);
    }
    return mapped;
  }
}
