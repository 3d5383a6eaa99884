package io.boxstream.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ImageQualityTest {

  @Test
  void anImageOfOneColorHasItsLumaAndNoSharpness() {
    byte[] rgb = new byte[3 * 400 * 330];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) 200;
      rgb[i + 1] = 100;
      rgb[i + 2] = 50;
    }

    ImageQuality quality = ImageQuality.of(new RgbImage(400, 330, rgb));

    assertThat(quality.brightness())
        .isCloseTo(0.299 * 200 + 0.587 * 100 + 0.114 * 50, within(1e-9));
    assertThat(quality.sharpness()).isCloseTo(0, within(1e-9));
  }

  @Test
  void aCheckerboardHasTheVarianceOfItsLaplacian() {
    // Each cell of 0 has neighbours of 100 and the reverse: the Laplacian is 400 or -400, half of
    // the inner cells each, so its variance is 160000.
    byte[] rgb = new byte[3 * 320 * 320];
    for (int y = 0; y < 320; y++) {
      for (int x = 0; x < 320; x++) {
        if ((x + y) % 2 == 0) {
          Arrays.fill(rgb, 3 * (y * 320 + x), 3 * (y * 320 + x) + 3, (byte) 100);
        }
      }
    }

    ImageQuality quality = ImageQuality.of(new RgbImage(320, 320, rgb));

    assertThat(quality.brightness()).isCloseTo(50, within(1e-9));
    assertThat(quality.sharpness()).isCloseTo(Math.log10(160_001), within(1e-9));
  }

  @Test
  void theSameSceneInTwiceTheSizeIsAboutAsSharp() {
    RgbImage small = stripes(320, 20);
    RgbImage large = stripes(640, 40);

    assertThat(ImageQuality.of(large).sharpness())
        .isCloseTo(ImageQuality.of(small).sharpness(), within(0.05));
  }

  private static RgbImage stripes(int side, int width) {
    byte[] rgb = new byte[3 * side * side];
    for (int i = 0; i < side * side; i++) {
      byte value = (byte) (i % side / width % 2 == 0 ? 0 : 120);
      Arrays.fill(rgb, 3 * i, 3 * i + 3, value);
    }
    return new RgbImage(side, side, rgb);
  }
}
