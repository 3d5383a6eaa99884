package io.boxstream.detection.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.detection.drift.ImageTraits.TraitBox;
import io.boxstream.detection.fixture.LabelledFolder;
import io.boxstream.detection.pipeline.LabelledImage;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.ImageQuality;
import io.boxstream.images.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On photographs of BCCD, with its labels as detections. Skipped without the data set. */
class DriftOnBccdTest {
  private static final List<String> CLASSES = List.of("RBC", "WBC", "Platelets");

  private final ImageDecoder decoder =
      new ImageDecoder(new ImageLimits(1 << 22, 10_000, 100_000_000));
  private LabelledFolder folder;
  private DriftReference reference;

  @BeforeEach
  void describeTheValidationImages() {
    folder = new LabelledFolder("bccd", CLASSES);
    reference = DriftReference.of(traits("val", image -> image)).orElseThrow();
  }

  @Test
  void theTestImagesAreLikeTheValidationImages() {
    assertThat(drifting(traits("test", image -> image))).isEmpty();
  }

  @Test
  void darkenedTestImagesDriftInBrightness() {
    assertThat(drifting(traits("test", DriftOnBccdTest::darker)))
        .contains(DriftFeature.BRIGHTNESS)
        .doesNotContain(DriftFeature.CLASSES, DriftFeature.BOXES, DriftFeature.BOX_SIZES);
  }

  @Test
  void blurredTestImagesDriftInSharpness() {
    assertThat(drifting(traits("test", DriftOnBccdTest::blurred)))
        .containsExactly(DriftFeature.SHARPNESS);
  }

  private List<DriftFeature> drifting(List<ImageTraits> window) {
    return WindowTest.compare(reference, window).stream()
        .filter(one -> one.isDrift(0.001, 0.05))
        .map(FeatureComparison::feature)
        .toList();
  }

  private List<ImageTraits> traits(String list, UnaryOperator<RgbImage> change) {
    List<ImageTraits> traits = new ArrayList<>();
    for (LabelledImage image : folder.images(list)) {
      RgbImage pixels = decoder.decode(image.bytes());
      ImageQuality quality = ImageQuality.of(change.apply(pixels));
      double area = (double) pixels.width() * pixels.height();
      traits.add(
          new ImageTraits(
              quality.brightness(),
              quality.sharpness(),
              image.boxes().stream()
                  .map(
                      object ->
                          new TraitBox(
                              CLASSES.get(object.classIndex()),
                              1,
                              Math.sqrt(object.box().area() / area)))
                  .toList()));
    }
    return traits;
  }

  /** Six tenths of the light. */
  private static RgbImage darker(RgbImage image) {
    byte[] rgb = new byte[image.rgb().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Math.round(0.6 * (image.rgb()[i] & 0xFF));
    }
    return new RgbImage(image.width(), image.height(), rgb);
  }

  /** The mean of seven pixels of a row. */
  private static RgbImage blurred(RgbImage image) {
    byte[] rgb = new byte[image.rgb().length];
    int row = 3 * image.width();
    for (int i = 0; i < rgb.length; i++) {
      int sum = 0;
      for (int shift = -3; shift <= 3; shift++) {
        int at = Math.floorMod(i % row + 3 * shift, row);
        sum += image.rgb()[i - i % row + at] & 0xFF;
      }
      rgb[i] = (byte) (sum / 7);
    }
    return new RgbImage(image.width(), image.height(), rgb);
  }
}
