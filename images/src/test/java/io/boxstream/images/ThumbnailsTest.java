package io.boxstream.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailsTest {

  private static final ImageLimits LIMITS = new ImageLimits(10_000_000, 5000, 20_000_000);

  private final Thumbnails thumbnails = new Thumbnails(LIMITS);
  private final ImageEncoder encoder = new ImageEncoder();

  @ParameterizedTest
  @CsvSource({
    "1000, 500, 100, 100, 50",
    "500, 1000, 100, 50, 100",
    "333, 100, 100, 100, 30",
    "60, 40, 100, 60, 40",
    "2000, 1, 32, 32, 1"
  })
  void fitsIntoASquareAndKeepsTheProportions(
      int width, int height, int size, int expectedWidth, int expectedHeight) {
    RgbImage image = halves(width, height);

    for (byte[] bytes : Arrays.asList(encoder.jpeg(image, 95), encoder.png(image))) {
      RgbImage small = new ImageDecoder(LIMITS).decode(thumbnails.jpeg(bytes, size));

      assertThat(small.width()).isEqualTo(expectedWidth);
      assertThat(small.height()).isEqualTo(expectedHeight);
      // Red on the left, blue on the right: neither mirrored nor with channels in another order.
      assertThat(channel(small, 0, 0)).isCloseTo(255, within(40));
      assertThat(channel(small, 0, 2)).isCloseTo(0, within(40));
      assertThat(channel(small, expectedWidth - 1, 2)).isCloseTo(255, within(40));
    }
  }

  @Test
  void refusesWhatIsNoImage() {
    assertThatThrownBy(() -> thumbnails.jpeg(new byte[] {1, 2, 3}, 100))
        .isInstanceOf(UnreadableImageException.class);
  }

  private static int channel(RgbImage image, int x, int channel) {
    return image.rgb()[3 * x + channel] & 0xFF;
  }

  private static RgbImage halves(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int pixel = 0; pixel < width * height; pixel++) {
      rgb[3 * pixel + (pixel % width < width / 2 ? 0 : 2)] = (byte) 255;
    }
    return new RgbImage(width, height, rgb);
  }
}
