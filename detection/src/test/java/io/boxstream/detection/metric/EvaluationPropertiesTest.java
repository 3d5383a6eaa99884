package io.boxstream.detection.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for both metrics on any data set. */
class EvaluationPropertiesTest {
  private static final int CLASSES = 3;
  private static final double ROUNDING = 1e-12;

  private record Image(List<GroundTruth> truths, List<Detection> detections) {}

  private record Results(VocEvaluation voc, CocoResult coco) {}

  @Property(tries = 200)
  void everyFigureLiesBetweenZeroAndOne(@ForAll long seed) {
    Results results = evaluate(images(seed));

    for (CocoMetric figure : CocoMetric.values()) {
      results.coco().mean(figure).ifPresent(value -> assertThat(value).isBetween(0.0, 1.0));
      for (int index = 0; index < CLASSES; index++) {
        results
            .coco()
            .ofClass(index, figure)
            .ifPresent(value -> assertThat(value).isBetween(0.0, 1.0));
      }
    }
    for (VocAveragePrecision kind : VocAveragePrecision.values()) {
      assertThat(results.voc().result(kind).perClass())
          .allMatch(value -> Double.isNaN(value) || (value >= 0 && value <= 1 + ROUNDING));
    }
  }

  @Property(tries = 200)
  void theOrderOfImagesDoesNotMatterWhereScoresDiffer(@ForAll long seed) {
    List<Image> images = images(seed);
    List<Image> shuffled = new ArrayList<>(images);
    Collections.shuffle(shuffled, new Random(seed));

    Results one = evaluate(images);
    Results other = evaluate(shuffled);

    for (CocoMetric figure : CocoMetric.values()) {
      assertThat(other.coco().mean(figure)).isEqualTo(one.coco().mean(figure));
    }
    for (VocAveragePrecision kind : VocAveragePrecision.values()) {
      assertThat(other.voc().result(kind)).isEqualTo(one.voc().result(kind));
    }
  }

  @Property(tries = 200)
  void oneDetectionAnImageIsNeverWorseAtALowerOverlap(@ForAll long seed) {
    CocoResult result = evaluate(images(seed, 1)).coco();

    for (int index = 0; index < CLASSES; index++) {
      for (int overlap = 1; overlap < CocoResult.OVERLAPS; overlap++) {
        double[] lower = result.curve(index, overlap - 1);
        double[] higher = result.curve(index, overlap);
        for (int point = 0; point < higher.length; point++) {
          assertThat(higher[point]).isLessThanOrEqualTo(lower[point]);
        }
      }
    }
  }

  @Property(tries = 200)
  void moreDetectionsFindMoreAndCurvesFall(@ForAll long seed) {
    Results results = evaluate(images(seed));

    for (int index = 0; index < CLASSES; index++) {
      double one = results.coco().ofClass(index, CocoMetric.AR_1).orElse(0);
      double ten = results.coco().ofClass(index, CocoMetric.AR_10).orElse(0);
      double hundred = results.coco().ofClass(index, CocoMetric.AR_100).orElse(0);
      assertThat(one).isLessThanOrEqualTo(ten + ROUNDING);
      assertThat(ten).isLessThanOrEqualTo(hundred + ROUNDING);
      assertFalling(results.coco().curve(index, 0));
      assertFalling(results.voc().curve(index).interpolated());
    }
  }

  @Property(tries = 100)
  void detectingTheTruthIsPerfect(@ForAll long seed) {
    List<Image> perfect =
        images(seed).stream()
            .map(image -> new Image(image.truths(), asDetections(image.truths())))
            .toList();

    Results results = evaluate(perfect);

    results
        .coco()
        .mean(CocoMetric.AP)
        .ifPresent(value -> assertThat(value).isCloseTo(1, within(ROUNDING)));
    results
        .voc()
        .result(VocAveragePrecision.ALL_POINTS)
        .mean()
        .ifPresent(value -> assertThat(value).isCloseTo(1, within(ROUNDING)));
  }

  private static void assertFalling(double[] curve) {
    for (int point = 1; point < curve.length; point++) {
      assertThat(curve[point]).isLessThanOrEqualTo(curve[point - 1]);
    }
  }

  private static Results evaluate(List<Image> images) {
    VocEvaluation voc = new VocEvaluation(CLASSES);
    CocoEvaluation coco = new CocoEvaluation(CLASSES);
    for (Image image : images) {
      voc.update(image.truths(), image.detections());
      coco.update(image.truths().stream().map(CocoGroundTruth::of).toList(), image.detections());
    }
    return new Results(voc, coco.result());
  }

  private static List<Detection> asDetections(List<GroundTruth> truths) {
    return truths.stream()
        .map(truth -> new Detection(truth.classIndex(), .5f, truth.box()))
        .toList();
  }

  private static List<Image> images(long seed) {
    return images(seed, 12);
  }

  /** Images whose detections lie around their objects; no two scores are equal. */
  private static List<Image> images(long seed, int mostDetections) {
    Random random = new Random(seed);
    List<Image> images = new ArrayList<>();
    int score = 1;
    for (int image = random.nextInt(8); image >= 0; image--) {
      List<GroundTruth> truths = new ArrayList<>();
      for (int object = random.nextInt(6); object > 0; object--) {
        truths.add(
            new GroundTruth(random.nextInt(CLASSES), box(random, 300), random.nextInt(5) == 0));
      }
      List<Detection> detections = new ArrayList<>();
      for (int detection = random.nextInt(mostDetections + 1); detection > 0; detection--) {
        score++;
        int index = random.nextInt(CLASSES);
        Box place =
            truths.isEmpty()
                ? box(random, 300)
                : truths.get(random.nextInt(truths.size())).box().shifted(random.nextInt(9), 3);
        detections.add(new Detection(index, scrambled(score), place));
      }
      images.add(new Image(truths, detections));
    }
    return images;
  }

  /** Different for different numbers below 1009, and in no order. */
  private static float scrambled(int number) {
    return number * 367 % 1009 / 1009f;
  }

  private static Box box(Random random, int extent) {
    double x = random.nextInt(extent);
    double y = random.nextInt(extent);
    return new Box(x, y, x + 5 + random.nextInt(120), y + 5 + random.nextInt(120));
  }
}
