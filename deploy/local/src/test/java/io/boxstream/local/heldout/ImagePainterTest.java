package io.boxstream.local.heldout;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.DetectedBox;
import io.boxstream.events.LabelledBox;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageEncoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.RgbImage;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImagePainterTest {

  private static final List<String> CLASSES = List.of("hat", "person");

  private final ImagePainter painter =
      new ImagePainter(new ServedModel(CLASSES, 0.3, Map.of("hat", 0.4)));
  private final byte[] grey = new ImageEncoder().png(grey(640, 480));

  @Test
  void drawsABoxAndACaptionInTheColourOfTheClass() {
    // When
    RgbImage drawn = painted(List.of(), List.of(new DetectedBox("hat", 0.91, 200, 150, 300, 260)));

    // Then the edge is green, the caption above it is filled, the inside is as it was
    assertThat(channels(drawn, 250, 150)).satisfies(ImagePainterTest::isGreen);
    assertThat(channels(drawn, 201, 140)).satisfies(ImagePainterTest::isGreen);
    assertThat(channels(drawn, 250, 220)[0]).isBetween(120, 136);
  }

  @Test
  void leavesOutWhatIsHardlyBelievedIn() {
    RgbImage drawn = painted(List.of(), List.of(new DetectedBox("hat", 0.39, 200, 150, 300, 260)));

    assertThat(channels(drawn, 250, 150)[1]).isBetween(120, 136);
  }

  @Test
  void keepsTheCaptionInsideTheImageAtItsBorders() {
    // When
    RgbImage drawn = painted(List.of(), List.of(new DetectedBox("person", 1.0, 600, 0, 640, 40)));

    // Then the caption lies under the upper edge, to the left of the box's start
    assertThat(channels(drawn, 580, 3)).satisfies(ImagePainterTest::isRed);
  }

  @Test
  void drawsLabelsAsThinWhiteDashes() {
    RgbImage drawn = painted(List.of(new LabelledBox("hat", 100, 100, 200, 200, false)), List.of());

    long bright = 0;
    for (int x = 100; x < 200; x++) {
      bright += channels(drawn, x, 100)[0] > 170 ? 1 : 0;
    }
    assertThat(bright).isBetween(30L, 75L);
  }

  @Test
  void enlargesASmallImage() {
    byte[] small = new ImageEncoder().png(grey(160, 120));

    RgbImage drawn = decode(painter.paint(small, List.of(), List.of()));

    assertThat(drawn.width()).isEqualTo(480);
    assertThat(drawn.height()).isEqualTo(360);
  }

  @Test
  void drawsLettersThatItDoesNotHave() {
    assertThat(TextRenderer.of("Жуков", Color.BLACK).getWidth())
        .isEqualTo(TextRenderer.of("?????", Color.BLACK).getWidth());
  }

  private RgbImage painted(List<LabelledBox> labels, List<DetectedBox> found) {
    return decode(painter.paint(grey, labels, found));
  }

  private static RgbImage decode(byte[] jpeg) {
    return new ImageDecoder(ImageLimits.defaults()).decode(jpeg);
  }

  private static RgbImage grey(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) 128);
    return new RgbImage(width, height, rgb);
  }

  private static int[] channels(RgbImage image, int x, int y) {
    int at = 3 * (y * image.width() + x);
    return new int[] {image.rgb()[at] & 255, image.rgb()[at + 1] & 255, image.rgb()[at + 2] & 255};
  }

  private static void isGreen(int[] channels) {
    assertThat(channels[1]).isGreaterThan(channels[0] + 80);
  }

  private static void isRed(int[] channels) {
    assertThat(channels[0]).isGreaterThan(channels[1] + 80);
  }
}
