package io.boxstream.detection.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.Box;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.Normalization;
import io.boxstream.images.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AugmentationTest {

  private static final int SIZE = 96;

  /** A white rectangle on black: wherever it goes, its box must go with it. */
  @ParameterizedTest
  @EnumSource(Augmentation.class)
  void boxesFollowThePixels(Augmentation augmentation) {
    SampleTransform transform = SampleTransform.of(augmentation, SIZE, Normalization.IMAGENET);
    RgbImage image = whiteOnBlack(160, 120, new Box(50, 30, 100, 90));
    GroundTruth object = new GroundTruth(3, new Box(50, 30, 100, 90), true);
    float[] pixels = new float[3 * SIZE * SIZE];
    int seen = 0;

    for (int seed = 0; seed < 200; seed++) {
      List<GroundTruth> left =
          transform.apply(image, List.of(object), new SplittableRandom(seed), pixels);

      // Contrast can make white darker than the grey that an expansion adds: then there is nothing
      // to see.
      if (left.size() == 1 && largest(pixels) > 1) {
        assertThat(left.get(0).classIndex()).isEqualTo(3);
        assertThat(left.get(0).difficult()).isTrue();
        Box bright = brightest(pixels);
        Box box = left.get(0).box();
        assertThat(bright.xMin()).as("seed %d", seed).isCloseTo(box.xMin(), within(1.6));
        assertThat(bright.yMin()).as("seed %d", seed).isCloseTo(box.yMin(), within(1.6));
        assertThat(bright.xMax()).as("seed %d", seed).isCloseTo(box.xMax(), within(1.6));
        assertThat(bright.yMax()).as("seed %d", seed).isCloseTo(box.yMax(), within(1.6));
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(100);
  }

  @ParameterizedTest
  @EnumSource(Augmentation.class)
  void isAFunctionOfItsSeed(Augmentation augmentation) {
    SampleTransform transform = SampleTransform.of(augmentation, SIZE, Normalization.IMAGENET);
    RgbImage image = whiteOnBlack(160, 120, new Box(50, 30, 100, 90));
    List<GroundTruth> objects = List.of(new GroundTruth(0, new Box(50, 30, 100, 90), false));
    float[] once = new float[3 * SIZE * SIZE];
    float[] again = new float[3 * SIZE * SIZE];

    List<GroundTruth> boxes = transform.apply(image, objects, new SplittableRandom(5), once);

    assertThat(transform.apply(image, objects, new SplittableRandom(5), again)).isEqualTo(boxes);
    assertThat(again).isEqualTo(once);
  }

  @ParameterizedTest
  @EnumSource(Augmentation.class)
  void dividesByTheNetworksDeviation(Augmentation augmentation) {
    Normalization wide =
        new Normalization(Normalization.IMAGENET.mean(), List.of(0.458, 0.448, 0.45));
    RgbImage image = whiteOnBlack(160, 120, new Box(50, 30, 100, 90));
    float[] pixels = new float[3 * SIZE * SIZE];
    float[] half = new float[3 * SIZE * SIZE];

    SampleTransform.of(augmentation, SIZE, Normalization.IMAGENET)
        .apply(image, List.of(), new SplittableRandom(5), pixels);
    SampleTransform.of(augmentation, SIZE, wide)
        .apply(image, List.of(), new SplittableRandom(5), half);

    for (int i = 0; i < pixels.length; i++) {
      assertThat(2 * half[i]).isCloseTo(pixels[i], within(1e-4f));
    }
    assertThat(largest(pixels)).isGreaterThan(0.1f);
  }

  @ParameterizedTest
  @EnumSource(Augmentation.class)
  void takesImagesWithoutObjectsAndOfOnePixel(Augmentation augmentation) {
    SampleTransform transform = SampleTransform.of(augmentation, SIZE, Normalization.IMAGENET);
    float[] pixels = new float[3 * SIZE * SIZE];

    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      assertThat(transform.apply(new RgbImage(1, 1, new byte[3]), List.of(), random, pixels))
          .isEmpty();
      assertThat(
              transform.apply(whiteOnBlack(50, 40, new Box(0, 0, 5, 5)), List.of(), random, pixels))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Augmentation.class,
      names = {"QUICK", "REFERENCE"})
  void leavesNoBoxThatCannotBeEncoded(Augmentation augmentation) {
    SampleTransform transform = SampleTransform.of(augmentation, SIZE, Normalization.IMAGENET);
    RgbImage image = whiteOnBlack(160, 120, new Box(50, 30, 100, 90));
    List<GroundTruth> objects = new ArrayList<>();
    SplittableRandom place = new SplittableRandom(1);
    for (int i = 0; i < 30; i++) {
      double x = place.nextDouble(150);
      double y = place.nextDouble(110);
      objects.add(
          new GroundTruth(
              0, new Box(x, y, x + place.nextDouble(10), y + place.nextDouble(10)), false));
    }
    float[] pixels = new float[3 * SIZE * SIZE];
    double thinnest = augmentation == Augmentation.QUICK ? 4 : 1;

    for (int seed = 0; seed < 100; seed++) {
      List<GroundTruth> left = transform.apply(image, objects, new SplittableRandom(seed), pixels);
      assertThat(left)
          .allMatch(object -> object.box().width() >= thinnest)
          .allMatch(object -> object.box().height() >= thinnest)
          .allMatch(object -> object.box().xMin() >= -1e-9 && object.box().yMin() >= -1e-9)
          .allMatch(object -> object.box().xMax() <= SIZE + 1e-9)
          .allMatch(object -> object.box().yMax() <= SIZE + 1e-9);
    }
  }

  @Test
  void quickShowsTheWholeImageOftenEnoughAndMirrorsHalf() {
    SampleTransform transform = SampleTransform.of(Augmentation.QUICK, 160, Normalization.IMAGENET);
    RgbImage image = whiteOnBlack(160, 160, new Box(10, 60, 40, 100));
    List<GroundTruth> objects = List.of(new GroundTruth(0, new Box(10, 60, 40, 100), false));
    float[] pixels = new float[3 * 160 * 160];
    int whole = 0;
    int mirrored = 0;

    for (int seed = 0; seed < 400; seed++) {
      Box box = transform.apply(image, objects, new SplittableRandom(seed), pixels).get(0).box();
      boolean asItWas = box.equals(new Box(10, 60, 40, 100));
      boolean turned = box.equals(new Box(120, 60, 150, 100));
      whole += asItWas || turned ? 1 : 0;
      mirrored += turned ? 1 : 0;
    }

    assertThat(whole).isBetween(80, 320);
    assertThat(mirrored).isBetween(whole * 3 / 8, whole * 5 / 8);
  }

  private static RgbImage whiteOnBlack(int width, int height, Box white) {
    byte[] rgb = new byte[3 * width * height];
    for (int y = (int) white.yMin(); y < white.yMax(); y++) {
      for (int x = (int) white.xMin(); x < white.xMax(); x++) {
        for (int channel = 0; channel < 3; channel++) {
          rgb[3 * (y * width + x) + channel] = (byte) 255;
        }
      }
    }
    return new RgbImage(width, height, rgb);
  }

  private static float largest(float[] pixels) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < SIZE * SIZE; i++) {
      largest = Math.max(largest, pixels[i]);
    }
    return largest;
  }

  /**
   * The extent of the pixels that are nearer to the brightest than to the mean grey, which is 0.
   */
  private static Box brightest(float[] pixels) {
    float threshold = largest(pixels) / 2;
    int left = SIZE;
    int top = SIZE;
    int right = 0;
    int bottom = 0;
    for (int i = 0; i < SIZE * SIZE; i++) {
      if (pixels[i] > threshold) {
        left = Math.min(left, i % SIZE);
        right = Math.max(right, i % SIZE + 1);
        top = Math.min(top, i / SIZE);
        bottom = Math.max(bottom, i / SIZE + 1);
      }
    }
    return new Box(left, top, right, bottom);
  }
}
