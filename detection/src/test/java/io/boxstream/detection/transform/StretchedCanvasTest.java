package io.boxstream.detection.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.Normalization;
import io.boxstream.detection.fixture.Fixtures;
import io.boxstream.detection.fixture.NumpyArchive;
import io.boxstream.detection.fixture.NumpyArray;
import io.boxstream.images.OpenCv;
import io.boxstream.images.RgbImage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StretchedCanvasTest {

  static {
    OpenCv.load();
  }

  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] DEVIATION = {0.229, 0.224, 0.225};
  private static final PixelNormalization NORMALIZATION =
      new PixelNormalization(Normalization.IMAGENET);

  @Test
  @Tag("parity")
  void equalsTheReferenceForEveryInterpolation() {
    NumpyArchive fixture = Fixtures.arrays("transforms.npz");
    NumpyArray stored = fixture.get("picture");
    RgbImage image = new RgbImage(stored.shape()[1], stored.shape()[0], stored.data());
    Region whole = new Region(0, 0, image.width(), image.height());
    Pattern names = Pattern.compile("resize_float_(\\d)_(\\d+)x(\\d+)");
    int compared = 0;
    for (String name : fixture.arrays().keySet()) {
      Matcher matcher = names.matcher(name);
      if (matcher.matches()) {
        Interpolation interpolation =
            List.of(Interpolation.values()).get(Integer.parseInt(matcher.group(1)));
        int width = Integer.parseInt(matcher.group(3));
        int height = Integer.parseInt(matcher.group(2));

        float[] stretched =
            stretched(image, whole, interpolation, width, height, ColourMatrix.identity());

        assertThat(stretched).as(name).containsExactly(fixture.get(name).floats(), within(0.01f));
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  /** The way that the reference goes: every step on every pixel. */
  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void equalsADistortedImageOnGreyThatIsCutOutAndStretched(Interpolation interpolation) {
    SplittableRandom random = new SplittableRandom(7);
    byte[] rgb = new byte[3 * 40 * 30];
    random.nextBytes(rgb);
    RgbImage image = new RgbImage(40, 30, rgb);
    for (int i = 0; i < 60; i++) {
      ColourMatrix colours = ColourMatrix.random(random);
      Region region =
          new Region(
              random.nextInt(-60, 39),
              random.nextInt(-50, 29),
              random.nextInt(1, 90),
              random.nextInt(1, 70));

      float[] stretched = stretched(image, region, interpolation, 24, 32, colours);

      float[] expected = openCv(cut(image, region, colours), region, interpolation, 24, 32);
      assertThat(stretched).as("%s of %s", interpolation, region).hasSameSizeAs(expected);
      assertThat(stretched).as("%s", region).containsExactly(expected, within(0.02f));
    }
  }

  @Test
  void mirrorsWhenAsked() {
    byte[] rgb = {10, 10, 10, 20, 20, 20, 30, 30, 30};
    RgbImage image = new RgbImage(3, 1, rgb);
    AxisWeights columns = new AxisWeights(Kernel.NEAREST, new AxisWeights.Span(0, 3, 3), 3, true);
    AxisWeights rows = new AxisWeights(Kernel.NEAREST, new AxisWeights.Span(0, 1, 1), 1, false);
    float[] planes = new float[9];

    new StretchedCanvas(image, columns, rows, NORMALIZATION).write(ColourMatrix.identity(), planes);

    assertThat(levels(planes, 3))
        .containsExactly(new float[] {30, 30, 30, 20, 20, 20, 10, 10, 10}, within(1e-3f));
  }

  /** The region is in pixels of the image, and beside it lies the mean grey. */
  private static float[] stretched(
      RgbImage image,
      Region region,
      Interpolation interpolation,
      int width,
      int height,
      ColourMatrix colours) {
    Kernel kernel = Kernel.of(interpolation, region.width(), region.height(), width, height);
    AxisWeights columns =
        new AxisWeights(
            kernel,
            new AxisWeights.Span(region.left(), region.width(), image.width()),
            width,
            false);
    AxisWeights rows =
        new AxisWeights(
            kernel,
            new AxisWeights.Span(region.top(), region.height(), image.height()),
            height,
            false);
    float[] planes = new float[3 * width * height];
    new StretchedCanvas(image, columns, rows, NORMALIZATION).write(colours, planes);
    return levels(planes, width * height);
  }

  /** Planes without their normalisation, interleaved. */
  private static float[] levels(float[] planes, int pixels) {
    float[] levels = new float[planes.length];
    for (int i = 0; i < planes.length; i++) {
      int channel = i / pixels;
      double level = 255 * (planes[i] * DEVIATION[channel] + MEAN[channel]);
      levels[3 * (i % pixels) + channel] = (float) level;
    }
    return levels;
  }

  private static float[] cut(RgbImage image, Region region, ColourMatrix colours) {
    float[] cut = new float[3 * region.width() * region.height()];
    double[] matrix = colours.values();
    for (int i = 0; i < cut.length; i++) {
      int x = i / 3 % region.width() + region.left();
      int y = i / 3 / region.width() + region.top();
      int channel = i % 3;
      if (x < 0 || x >= image.width() || y < 0 || y >= image.height()) {
        cut[i] = (float) (255 * MEAN[channel]);
        continue;
      }
      int at = 3 * (y * image.width() + x);
      double level = matrix[4 * channel + 3];
      for (int source = 0; source < 3; source++) {
        level += matrix[4 * channel + source] * (image.rgb()[at + source] & 0xff);
      }
      cut[i] = (float) level;
    }
    return cut;
  }

  private static float[] openCv(
      float[] rgb, Region region, Interpolation interpolation, int width, int height) {
    try (Mat whole = new Mat(region.height(), region.width(), opencv_core.CV_32FC3);
        FloatPointer values = new FloatPointer(whole.data());
        Size size = new Size(width, height);
        Mat resized = new Mat(size, opencv_core.CV_32FC3);
        FloatPointer results = new FloatPointer(resized.data())) {
      values.put(rgb);
      opencv_imgproc.resize(whole, resized, size, 0, 0, interpolation.code());
      float[] floats = new float[3 * width * height];
      results.get(floats);
      return floats;
    }
  }
}
