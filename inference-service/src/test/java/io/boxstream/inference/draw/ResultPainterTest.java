package io.boxstream.inference.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.DetectedBox;
import io.boxstream.images.ImageCanvas;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.RgbImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultPainterTest {
  private static final List<String> CLASSES = List.of("head", "helmet");
  private static final int GREY = 0x808080;

  private final ResultPainter painter = new ResultPainter();

  @Test
  void drawsFramesInTheColourOfTheClassAndLeavesTheRest() {
    RgbImage drawn =
        paint(
            640,
            480,
            new DetectedBox("helmet", 0.9, 100, 150, 300, 400),
            new DetectedBox("head", 0.8, 400, 150, 500, 300));

    assertThat(List.of(drawn.width(), drawn.height())).containsExactly(640, 480);
    for (int[] border : new int[][] {{100, 250}, {300, 250}, {200, 150}, {200, 400}}) {
      assertThat(colour(drawn, border[0], border[1])).isEqualTo(Palette.of(1));
    }
    assertThat(colour(drawn, 400, 200)).isEqualTo(Palette.of(0));
    assertThat(colour(drawn, 200, 300)).isEqualTo(GREY);
    assertThat(colour(drawn, 20, 20)).isEqualTo(GREY);
  }

  @Test
  void writesALabelOnAPlateAboveTheBox() {
    RgbImage drawn = paint(640, 480, new DetectedBox("helmet", 0.9, 100, 150, 300, 400));

    assertThat(colour(drawn, 101, 138)).isEqualTo(Palette.of(1));
    int letters = 0;
    for (int x = 100; x < 200; x++) {
      letters += colour(drawn, x, 140) == Palette.of(1) ? 0 : 1;
    }
    assertThat(letters).isPositive();
  }

  @Test
  void enlargesASmallImage() {
    RgbImage drawn = paint(64, 48, new DetectedBox("helmet", 0.9, 10, 20, 30, 40));

    assertThat(List.of(drawn.width(), drawn.height())).containsExactly(448, 336);
    assertThat(colour(drawn, 70, 200)).isEqualTo(Palette.of(1));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 400", "400, 1", "64, 48", "640, 480", "3000, 100", "4000, 3000"})
  void drawsOnImagesOfAnySize(int width, int height) {
    RgbImage drawn =
        paint(
            width,
            height,
            new DetectedBox("helmet", 0.9, 0, 0, width, height),
            new DetectedBox("another class", 0.5, 0, 0, 0, 0),
            new DetectedBox("head", 0.5, width, height, width, height));

    assertThat(drawn.width() * height).isEqualTo(drawn.height() * width);
    assertThat(drawn.rgb()).isNotEqualTo(grey(drawn.width(), drawn.height()).rgb());
  }

  @Test
  void encodesTheCanvas() {
    List<DetectedBox> boxes = List.of(new DetectedBox("helmet", 0.9, 100, 150, 300, 400));
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    try (ImageCanvas canvas = painter.paint(grey(640, 480), boxes, CLASSES)) {
      assertThat(decoder.decode(canvas.png()).rgb()).isEqualTo(canvas.image().rgb());
      int inJpeg = colour(decoder.decode(canvas.jpeg(92)), 150, 250);
      assertThat(inJpeg >> 16 & 255).isBetween(120, 136);
    }
  }

  private RgbImage paint(int width, int height, DetectedBox... boxes) {
    try (ImageCanvas canvas = painter.paint(grey(width, height), List.of(boxes), CLASSES)) {
      return canvas.image();
    }
  }

  private static RgbImage grey(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) 0x80);
    return new RgbImage(width, height, rgb);
  }

  private static int colour(RgbImage image, int x, int y) {
    int at = 3 * (y * image.width() + x);
    byte[] rgb = image.rgb();
    return (rgb[at] & 255) << 16 | (rgb[at + 1] & 255) << 8 | rgb[at + 2] & 255;
  }
}
