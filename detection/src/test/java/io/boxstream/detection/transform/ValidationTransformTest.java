package io.boxstream.detection.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxstream.detection.Box;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.Normalization;
import io.boxstream.detection.fixture.Fixtures;
import io.boxstream.detection.fixture.NumpyArchive;
import io.boxstream.detection.fixture.NumpyArray;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ValidationTransformTest {

  @Test
  void normalisesIntoPlanes() {
    RgbImage image = new RgbImage(1, 1, new byte[] {(byte) 255, 0, (byte) 128});
    float[] pixels = new float[12];

    new ValidationTransform(2, Normalization.IMAGENET).apply(image, pixels);

    // (1 - .485) / .229, (0 - .456) / .224, (128/255 - .406) / .225
    assertThat(pixels)
        .containsExactly(
            new float[] {
              2.2489083f, 2.2489083f, 2.2489083f, 2.2489083f, -2.0357144f, -2.0357144f,
              -2.0357144f, -2.0357144f, .42649257f, .42649257f, .42649257f, .42649257f
            },
            within(1e-5f));
  }

  @Test
  void normalisesAsTheNetworkAsks() {
    RgbImage image = new RgbImage(1, 1, new byte[] {(byte) 255, 0, (byte) 128});
    float[] pixels = new float[3];

    new ValidationTransform(1, Normalization.EFFICIENTNET_LITE).apply(image, pixels);

    // (255 - 127) / 128, (0 - 127) / 128, (128 - 127) / 128
    assertThat(pixels).containsExactly(new float[] {1, -.9921875f, .0078125f}, within(1e-6f));
  }

  @Test
  void stretchesBoxesWithTheImage() {
    GroundTruth object = new GroundTruth(1, new Box(64, 48, 320, 480), true);

    List<GroundTruth> boxes =
        new ValidationTransform(300, Normalization.IMAGENET).boxes(List.of(object), 640, 480);

    assertThat(boxes).containsExactly(new GroundTruth(1, new Box(30, 30, 150, 300), true));
  }

  @Test
  @Tag("parity")
  void automaticResizingOfBytesEqualsTheReference() {
    NumpyArchive fixture = Fixtures.arrays("transforms.npz");
    NumpyArray stored = fixture.get("picture");
    int width = stored.shape()[1];
    int height = stored.shape()[0];
    RgbImage image = new RgbImage(width, height, stored.data());
    Pattern names = Pattern.compile("resize_auto_uint8_(\\d+)x(\\d+)");
    int compared = 0;
    for (String name : fixture.arrays().keySet()) {
      Matcher matcher = names.matcher(name);
      if (matcher.matches()) {
        int newHeight = Integer.parseInt(matcher.group(1));
        int newWidth = Integer.parseInt(matcher.group(2));
        byte[] resized =
            Resizing.resize(
                image,
                new Region(0, 0, width, height),
                newWidth,
                newHeight,
                Interpolation.between(width, height, newWidth, newHeight));

        NumpyArray actual = new NumpyArray("u1", fixture.get(name).shape(), resized);
        assertThat(largestDifference(actual.floats(), fixture.get(name).floats()))
            .as(name)
            .isLessThanOrEqualTo(1);
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  @Test
  @Tag("parity")
  void photographsEqualTheReference() throws IOException {
    NumpyArchive fixture = Fixtures.arrays("transforms.npz");
    Path datasets = Path.of(System.getProperty("datasets", "../../shared/datasets"));
    String prefix = "validation_300_";
    for (String name : fixture.arrays().keySet()) {
      if (name.startsWith(prefix)) {
        Path file = datasets.resolve("bccd/JPEGImages/" + name.substring(prefix.length()) + ".jpg");
        assumeTrue(Files.exists(file), () -> "data set not present: " + file);
        RgbImage image = new ImageDecoder(ImageLimits.defaults()).decode(Files.readAllBytes(file));
        float[] pixels = new float[3 * 300 * 300];

        new ValidationTransform(300, Normalization.IMAGENET).apply(image, pixels);

        // JPEG decoders differ by a level here and there; a level is about 0.018.
        float[] expected = fixture.get(name).floats();
        assertThat(meanDifference(pixels, expected)).as(name).isLessThan(0.002);
        assertThat(largestDifference(pixels, expected)).as(name).isLessThan(0.1);
      }
    }
  }

  private static double largestDifference(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double largest = 0;
    for (int i = 0; i < actual.length; i++) {
      largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
    }
    return largest;
  }

  private static double meanDifference(float[] actual, float[] expected) {
    double sum = 0;
    for (int i = 0; i < actual.length; i++) {
      sum += Math.abs(actual[i] - expected[i]);
    }
    return sum / actual.length;
  }
}
