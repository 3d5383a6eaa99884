package io.boxstream.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PerceptualHashTest {

  private static final ImageLimits LIMITS = new ImageLimits(10_000_000, 5000, 20_000_000);
  private static final int SCENES = 40;

  /** Changes after which a person sees the same image. */
  enum Change {
    JPEG_QUALITY_50(image -> decoded(new ImageEncoder().jpeg(image, 50))),
    JPEG_AFTER_JPEG(
        image -> decoded(new ImageEncoder().jpeg(decoded(new ImageEncoder().jpeg(image, 60)), 85))),
    HALF_SIZE(image -> resized(image, image.width() / 2, image.height() / 2)),
    SLIGHTLY_SMALLER(image -> resized(image, image.width() * 9 / 10, image.height() * 9 / 10)),
    OTHER_PROPORTIONS(image -> resized(image, 300, 300)),
    BRIGHTER(image -> lit(image, 0.9, 25)),
    DARKER(image -> lit(image, 0.7, 0));

    private final UnaryOperator<RgbImage> change;

    Change(UnaryOperator<RgbImage> change) {
      this.change = change;
    }
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void hardlyChangesWithTheImage(Change change) {
    for (int seed = 0; seed < SCENES; seed++) {
      RgbImage scene = scene(seed);

      RgbImage changed = change.change.apply(scene);

      assertThat(PerceptualHash.of(changed).distance(PerceptualHash.of(scene)))
          .as("scene %d", seed)
          .isLessThanOrEqualTo(4);
    }
  }

  @Test
  void imagesThatShowOtherThingsAreFar() {
    PerceptualHash[] hashes =
        IntStream.range(0, SCENES)
            .mapToObj(seed -> PerceptualHash.of(scene(seed)))
            .toArray(PerceptualHash[]::new);

    for (int a = 0; a < SCENES; a++) {
      for (int b = 0; b < a; b++) {
        assertThat(hashes[a].distance(hashes[b])).as("%d and %d", a, b).isGreaterThan(12);
      }
    }
  }

  @Test
  void anEncodedImageHasTheHashOfItsPixelsGiveOrTakeTwoBits() {
    PerceptualHashes hashes = new PerceptualHashes(LIMITS);
    for (int seed = 0; seed < SCENES; seed++) {
      RgbImage scene = scene(seed);
      byte[] jpeg = new ImageEncoder().jpeg(scene, 90);
      byte[] png = new ImageEncoder().png(scene);
      byte[] small = new ImageEncoder().jpeg(resized(scene, 100, 75), 90);

      assertThat(hashes.hash(jpeg).distance(PerceptualHash.of(decoded(jpeg))))
          .isLessThanOrEqualTo(2);
      assertThat(hashes.hash(png).distance(PerceptualHash.of(scene))).isLessThanOrEqualTo(2);
      assertThat(hashes.hash(small).distance(PerceptualHash.of(scene))).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void theCheckOfALargeJpegFindsTheHashOfItsPixelsGiveOrTakeTwoBits() {
    CanonicalImages images = new CanonicalImages(LIMITS);
    for (int seed = 0; seed < SCENES; seed++) {
      byte[] jpeg = new ImageEncoder().jpeg(resized(scene(seed), 500, 375), 90);

      PerceptualHash hash = images.canonicalize(jpeg).perceptualHash().orElseThrow();

      assertThat(hash.distance(PerceptualHash.of(decoded(jpeg)))).isLessThanOrEqualTo(2);
    }
    byte[] small = new ImageEncoder().jpeg(resized(scene(1), 160, 120), 90);
    assertThat(images.canonicalize(small).perceptualHash()).isEmpty();
  }

  @Test
  void refusesWhatIsNoImage() {
    assertThatThrownBy(() -> new PerceptualHashes(LIMITS).hash(new byte[] {1, 2, 3}))
        .isInstanceOf(UnreadableImageException.class);
  }

  /**
   * Worked by hand: the product of two cosines has one coefficient that is not zero, so after the
   * rounding to grey levels one that is far above the others.
   */
  @Test
  void aWaveSetsTheBitOfItsFrequency() {
    byte[] rgb = new byte[3 * 320 * 320];
    for (int pixel = 0; pixel < 320 * 320; pixel++) {
      double across = Math.cos(Math.PI * 3 * (pixel % 320 + 0.5) / 320);
      double down = Math.cos(Math.PI * 5 * (pixel / 320 + 0.5) / 320);
      byte grey = (byte) Math.round(128 + 100 * across * down);
      Arrays.fill(rgb, 3 * pixel, 3 * pixel + 3, grey);
    }
    int frequency = 8 * (5 - 1) + (3 - 1);

    assertThat(PerceptualHash.of(new RgbImage(320, 320, rgb)).bits() >>> frequency & 1)
        .isEqualTo(1);
  }

  @Test
  void anImageWithoutStructureIsBlank() {
    byte[] grey = new byte[3 * 200 * 100];
    Arrays.fill(grey, (byte) 90);
    RgbImage flat = new RgbImage(200, 100, grey);

    assertThat(PerceptualHash.of(flat)).isEqualTo(PerceptualHash.BLANK);
    assertThat(PerceptualHash.of(decoded(new ImageEncoder().jpeg(flat, 30))))
        .isEqualTo(PerceptualHash.BLANK);
  }

  @Test
  void takesImagesOfAnySize() {
    for (int[] size : new int[][] {{1, 1}, {3, 500}, {31, 33}, {4000, 2}}) {
      RgbImage image = TestImages.gradient(size[0], size[1]);

      assertThat(PerceptualHash.of(image)).isEqualTo(PerceptualHash.of(image));
    }
  }

  @Test
  void averagesCellsExactly() {
    // 3 columns in 2 cells: the middle column belongs to both by half.
    GreyAverages grey = GreyAverages.ofReduced(3, 2, 1, new byte[] {10, 20, 30, 50, 60, 70});

    assertThat(grey.inCells(2))
        .containsExactly(new double[] {40.0 / 3, 80.0 / 3, 160.0 / 3, 200.0 / 3}, within(1e-9));
  }

  @Test
  void countsOnlyThePartOfTheLastSampleThatTheImageCovers() {
    // 3 columns and 2 rows of pixels at half of their size: one and a half samples.
    GreyAverages grey = GreyAverages.ofReduced(3, 2, 2, new byte[] {10, 40});

    assertThat(grey.inCells(1)).containsExactly(new double[] {20}, within(1e-9));
  }

  @Test
  void isReadAsItWasWritten() {
    PerceptualHash hash = new PerceptualHash(0x00F0_1234_5678_9ABCL);

    assertThat(hash).hasToString("00f0123456789abc");
    assertThat(PerceptualHash.parse("00f0123456789abc")).isEqualTo(hash);
    assertThat(PerceptualHash.parse("ffffffffffffffff").distance(new PerceptualHash(0)))
        .isEqualTo(64);
    assertThatThrownBy(() -> PerceptualHash.parse("00f0")).hasMessageContaining("00f0");
    assertThatThrownBy(() -> PerceptualHash.parse("00f0123456789abx"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RgbImage decoded(byte[] bytes) {
    return new ImageDecoder(LIMITS).decode(bytes);
  }

  /** Ellipses of random colours and places on a background with a gradient. */
  private static RgbImage scene(int seed) {
    Random random = new Random(seed);
    int width = 640;
    int height = 480;
    BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = canvas.createGraphics();
    graphics.setPaint(
        new GradientPaint(
            0,
            0,
            new Color(random.nextInt(0x1000000)),
            width,
            height,
            new Color(random.nextInt(0x1000000))));
    graphics.fillRect(0, 0, width, height);
    for (int i = 0; i < 25; i++) {
      graphics.setColor(new Color(random.nextInt(0x1000000)));
      graphics.fillOval(
          random.nextInt(width) - 50,
          random.nextInt(height) - 50,
          20 + random.nextInt(180),
          20 + random.nextInt(180));
    }
    graphics.dispose();
    byte[] rgb = new byte[3 * width * height];
    for (int pixel = 0; pixel < width * height; pixel++) {
      int color = canvas.getRGB(pixel % width, pixel / width);
      rgb[3 * pixel] = (byte) (color >> 16);
      rgb[3 * pixel + 1] = (byte) (color >> 8);
      rgb[3 * pixel + 2] = (byte) color;
    }
    return new RgbImage(width, height, rgb);
  }

  private static RgbImage resized(RgbImage image, int width, int height) {
    try (Mat pixels = OpenCv.matOf(image);
        Mat resized = new Mat();
        Size size = new Size(width, height)) {
      opencv_imgproc.resize(pixels, resized, size, 0, 0, opencv_imgproc.INTER_LINEAR);
      return OpenCv.imageOf(resized);
    }
  }

  private static RgbImage lit(RgbImage image, double contrast, int brightness) {
    byte[] rgb = image.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      long value = Math.round((rgb[i] & 0xFF) * contrast + brightness);
      rgb[i] = (byte) Math.max(0, Math.min(255, value));
    }
    return new RgbImage(image.width(), image.height(), rgb);
  }
}
