package io.boxstream.detection.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.Detection;
import io.boxstream.detection.Presets;
import io.boxstream.detection.anchor.Anchors;
import io.boxstream.detection.fixture.ExpectedDetections;
import io.boxstream.detection.fixture.Fixtures;
import io.boxstream.detection.fixture.NumpyArchive;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DecoderTest {

  private static final DecodeSettings SETTINGS = DecodeSettings.defaults();

  /** SSD.md 10.5. */
  @Test
  void decodesOffsetsRelativeToTheAnchor() {
    float[] anchors = {100, 80, 60, 40, 30, 30, 21, 21};
    float[] offsets = {1, -2, .5f, -1, .25f, .5f, 3, 2};
    float[] corners = new float[8];

    BoxDecoder.decode(offsets, 0, anchors, 0, corners, 0);
    BoxDecoder.decode(offsets, 4, anchors, 1, corners, 4);

    assertThat(corners)
        .containsExactly(
            new float[] {
              72.84487f,
              55.625385f,
              139.15512f,
              88.37462f,
              11.392752f,
              15.385839f,
              49.65725f,
              46.714157f
            },
            within(1e-4f));
  }

  /** SSD.md 10.5: probabilities .98, .01 and .0100001 of three classes. */
  @Test
  void aScoreMustExceedTheThreshold() {
    float[] logits = {
      (float) Math.log(.98), (float) Math.log(.0099999), (float) Math.log(.0100001)
    };
    Decoder decoder = new Decoder(new float[] {50, 50, 10, 10}, 2, SETTINGS);

    List<Detection> detections = decoder.decode(logits, new float[4], 0);

    assertThat(detections).hasSize(1);
    assertThat(detections.get(0).classIndex()).isEqualTo(1);
    assertThat(detections.get(0).score()).isCloseTo(.0100001f, within(1e-7f));
  }

  /**
   * Of 1 / (1 + e^-margin) single precision cannot tell 1 when e^-margin is below 2^-24 = e^-16.6.
   */
  @Test
  void aScoreIsExactlyOneWhenTheOtherClassesAreFarBehind() {
    Decoder decoder = new Decoder(new float[] {50, 50, 10, 10}, 1, SETTINGS);

    assertThat(decoder.decode(new float[] {-9, 9}, new float[4], 0).get(0).score()).isEqualTo(1f);
    assertThat(decoder.decode(new float[] {-8, 8}, new float[4], 0).get(0).score()).isLessThan(1f);
  }

  @Test
  void equalScoresKeepTheOrderOfClassesThenAnchors() {
    float[] anchors = {10, 10, 4, 4, 50, 50, 4, 4};
    Decoder decoder = new Decoder(anchors, 2, SETTINGS);

    List<Detection> detections = decoder.decode(new float[6], new float[8], 0);

    assertThat(detections).extracting(Detection::classIndex).containsExactly(0, 0, 1, 1);
    assertThat(detections)
        .extracting(detection -> detection.box().xMin())
        .containsExactly(8.0, 48.0, 8.0, 48.0);
  }

  @Test
  void theCandidatesOfAllClassesTogetherAreCut() {
    float[] anchors = {10, 10, 4, 4, 50, 50, 4, 4};
    Decoder decoder = new Decoder(anchors, 2, new DecodeSettings(.01f, .45f, 3, 100));

    assertThat(decoder.decode(new float[6], new float[8], 0)).hasSize(3);
  }

  @Test
  void readsTheImageThatItIsAskedFor() {
    float[] anchors = {10, 10, 4, 4};
    float[] logits = {9, 0, 0, 9};
    float[] offsets = {0, 0, 0, 0, 10, 0, 0, 0};
    Decoder decoder = new Decoder(anchors, 1, SETTINGS);

    assertThat(decoder.decode(logits, offsets, 0)).isEmpty();
    assertThat(decoder.decode(logits, offsets, 1).get(0).box().xMin()).isEqualTo(12);
  }

  @Test
  void aNetworkThatDivergedDetectsNothing() {
    float[] nothing = {Float.NaN, Float.NaN};
    Decoder decoder = new Decoder(new float[] {10, 10, 4, 4}, 1, SETTINGS);

    assertThat(decoder.decode(nothing, new float[4], 0)).isEmpty();
    assertThat(decoder.decode(new float[2], new float[] {0, 0, Float.NaN, 0}, 0)).isEmpty();
  }

  @Property
  void scoresFallAndExceedTheThreshold(@ForAll long seed) {
    Random random = new Random(seed);
    float[] logits = new float[90];
    float[] offsets = new float[120];
    float[] anchors = new float[120];
    for (int i = 0; i < 120; i++) {
      anchors[i] = 10 + i % 7;
      offsets[i] = (float) random.nextGaussian();
      logits[i % 90] = (float) (4 * random.nextGaussian());
    }
    Decoder decoder = new Decoder(anchors, 2, new DecodeSettings(.05f, .45f, 20, 10));

    List<Detection> detections = decoder.decode(logits, offsets, 0);

    assertThat(detections).hasSizeLessThanOrEqualTo(10);
    float previous = 1;
    for (Detection detection : detections) {
      assertThat(detection.score()).isGreaterThan(.05f).isLessThanOrEqualTo(previous);
      previous = detection.score();
    }
  }

  @Test
  @Tag("parity")
  void equalsTheReferenceInOrderScoresAndBoxes() {
    NumpyArchive fixture = Fixtures.arrays("decode.npz");
    int heads = 0;
    for (; fixture.find(heads + "_cls").isPresent(); heads++) {
      for (int candidates : new int[] {400, 50}) {
        compare(fixture, heads, candidates);
      }
    }
    assertThat(heads).isPositive();
  }

  private static void compare(NumpyArchive fixture, int head, int candidates) {
    float[] anchors = Anchors.of(Presets.named(fixture.get(head + "_preset").text()));
    float[] logits = fixture.get(head + "_cls").floats();
    int classes = 4 * logits.length / anchors.length - 1;
    DecodeSettings settings = new DecodeSettings(.01f, .45f, candidates, 100);

    List<Detection> detections =
        new Decoder(anchors, classes, settings)
            .decode(logits, fixture.get(head + "_box").floats(), 0);

    ExpectedDetections.of(fixture.get(head + "_detections_top" + candidates))
        .assertEqualTo(detections, "head %d, top %d".formatted(head, candidates));
  }
}
