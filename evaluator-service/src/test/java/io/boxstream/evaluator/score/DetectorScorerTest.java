package io.boxstream.evaluator.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.artifacts.evaluation.CocoScores;
import io.boxstream.artifacts.evaluation.ConfusionCounts;
import io.boxstream.artifacts.evaluation.DetectionMatches;
import io.boxstream.artifacts.evaluation.DetectionMatches.ClassMatches;
import io.boxstream.artifacts.evaluation.DriftProfile;
import io.boxstream.artifacts.evaluation.EvaluationDetails;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReport.ClassScore;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.artifacts.evaluation.ImageResults;
import io.boxstream.artifacts.evaluation.PrecisionRecallCurves;
import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.artifacts.evaluation.SizeScores.SizeScore;
import io.boxstream.artifacts.evaluation.ThresholdCurve.OperatingPoint;
import io.boxstream.artifacts.evaluation.WorstImage;
import io.boxstream.artifacts.evaluation.WorstImage.DetectedObject;
import io.boxstream.artifacts.evaluation.WorstImage.LabelledObject;
import io.boxstream.artifacts.snapshot.DataSetWarning;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.metric.ImageMatches;
import io.boxstream.evaluator.Samples;
import io.boxstream.events.LabelledBox;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageEncoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.RgbImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DetectorScorerTest {
  private static final LabelledBox HAT = new LabelledBox("hat", 10, 10, 50, 30, false);
  private static final LabelledBox DIFFICULT_HAT = new LabelledBox("hat", 60, 10, 90, 30, true);
  private static final LabelledBox VEST = new LabelledBox("vest", 10, 10, 50, 30, false);

  private static final List<DataSetWarning> WARNINGS =
      List.of(new DataSetWarning("no-test-images", "there are no test images"));

  private final ImagesInMemory images = new ImagesInMemory();
  private final EvaluationReports reports = new EvaluationReports(new InMemoryObjectStore());
  private final List<Integer> batches = new ArrayList<>();

  @Test
  void scoresAPerfectDetectorOne() throws ImageUnavailableException {
    EvaluationReport report =
        score(2, detecting(box(10, 10, 50, 30)), image("a", HAT, DIFFICULT_HAT));

    assertThat(report.voc07().orElseThrow()).isEqualTo(1.0, within(1e-9));
    assertThat(report.voc10().orElseThrow()).isEqualTo(1.0, within(1e-9));
    assertThat(report.perClass().get("hat").groundTruths()).isEqualTo(1);
    assertThat(report.perClass().get("person"))
        .isEqualTo(new ClassScore(0, Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(report.validationSet().images()).isEqualTo(1);
    assertThat(report.warnings()).contains(WARNINGS);
  }

  @Test
  void comparesInTheFrameOfTheNetworksInput() throws ImageUnavailableException {
    // 100 x 50 pixels become 300 x 300. Truth (0, 0, 1, 1) becomes 3 x 6 pixels, plus the metric's
    // extra pixel 4 x 7; what is found, (0, 0, 2, 1), becomes 6 x 6, plus one 7 x 7: 28 / 49 =
    // 0.57,
    // a match. In the image's own pixels it were 4 / 6 = 0.67 with, and 0.5 without that pixel.
    // Found (0, 0, 2.4, 1) is 7.2 x 6, plus one 8.2 x 7: 28 / 57.4 = 0.49, none; its own pixels
    // would say 4 / 6.8 = 0.59.
    LabelledBox tiny = new LabelledBox("hat", 0, 0, 1, 1, false);

    EvaluationReport match = score(1, detecting(box(0, 0, 2, 1)), image("a", tiny));
    EvaluationReport miss = score(1, detecting(box(0, 0, 2.4, 1)), image("a", tiny));

    assertThat(match.voc10().orElseThrow()).isEqualTo(1.0, within(1e-9));
    assertThat(miss.voc10().orElseThrow()).isEqualTo(0.0, within(1e-9));
  }

  /**
   * The hat is 40 x 20, a small object in the image, though 120 x 120 and large in the input. 3/4
   * of it are found, so it is found at .50, .55, … .75.
   */
  @Test
  void measuresCocoInTheFrameOfTheImage() throws ImageUnavailableException {
    EvaluationReport report =
        score(1, detecting(box(10, 10, 50, 25)), image("a", HAT, DIFFICULT_HAT));

    CocoScores coco = report.coco().orElseThrow();
    assertThat(coco.precision().all().orElseThrow()).isEqualTo(0.6, within(1e-9));
    assertThat(coco.precision().at75().orElseThrow()).isEqualTo(1.0, within(1e-9));
    assertThat(coco.precision().small()).isEqualTo(coco.precision().all());
    assertThat(coco.precision().large()).isEmpty();
    assertThat(coco.recall().best1().orElseThrow()).isEqualTo(0.6, within(1e-9));
    assertThat(report.perClass().get("hat").coco()).isEqualTo(coco.precision().all());
  }

  @Test
  void keepsTheCurvesOfTheClassesThatHaveTruth() throws ImageUnavailableException {
    EvaluationReport report =
        score(2, detecting(box(10, 10, 50, 25)), image("a", HAT), image("b", VEST));

    PrecisionRecallCurves curves = reports.curves(report.curves().orElseThrow());
    assertThat(curves.perClass()).containsOnlyKeys("hat", "vest");
    // It is found in both images, and only one has a hat.
    assertThat(curves.perClass().get("hat").voc()).startsWith(1.0).endsWith(1.0);
    assertThat(curves.perClass().get("hat").coco().get(5)).startsWith(1.0).endsWith(1.0);
    assertThat(curves.perClass().get("hat").coco().get(6)).containsOnly(0.0);
    assertThat(curves.perClass().get("vest").voc()).containsOnly(0.0);
  }

  @Test
  void describesTheImagesForTrafficToBeComparedWith() throws ImageUnavailableException {
    ValidationImage[] all = new ValidationImage[40];
    for (int i = 0; i < all.length; i++) {
      all[i] = image("image-" + i, HAT);
    }

    EvaluationReport report = score(8, detecting(box(10, 10, 60, 35)), all);

    DriftProfile drift = reports.drift(report.drift().orElseThrow());
    assertThat(drift.images()).isEqualTo(40);
    assertThat(drift.thresholds())
        .isEqualTo(reports.details(report.details().orElseThrow()).thresholds().orElseThrow());
    assertThat(drift.features())
        .containsOnlyKeys("box-sizes", "boxes", "brightness", "classes", "scores", "sharpness");
    assertThat(drift.features().get("classes").labels()).containsExactly("hat");
    assertThat(drift.features().get("classes").shares()).containsExactly(1.0, 0.0);
  }

  @Test
  void fewImagesAreNotDescribed() throws ImageUnavailableException {
    EvaluationReport report = score(2, detecting(box(10, 10, 50, 30)), image("a", HAT));

    assertThat(report.drift()).isEmpty();
  }

  /**
   * A hat is found with 0.9, a second box is false, and the vest, unknown to the network, is
   * missed.
   */
  @Test
  void keepsWhereTheDetectorFails() throws ImageUnavailableException {
    EvaluationDetails details =
        details(
            score(
                2,
                detecting(box(10, 10, 50, 30), box(60, 10, 90, 30)),
                image("a", HAT, DIFFICULT_HAT),
                image("b", HAT, VEST)));

    double threshold = details.thresholds().orElseThrow().overall();
    assertThat(threshold).isBetween(0.01, 0.9);
    assertThat(details.thresholds().orElseThrow().perClass()).isEmpty();
    assertThat(details.perClass()).containsOnlyKeys("hat", "vest");
    // Two hats are found; the difficult one does not count, and where it is in "a" is false in "b".
    assertThat(details.perClass().get("hat").atThreshold().orElseThrow())
        .isEqualTo(new OperatingPoint(threshold, 0.6667, 1, 0.8, 2, 1, 0));
    assertThat(details.perClass().get("hat").f1().get(50)).isEqualTo(0.8);
    assertThat(details.perClass().get("hat").f1().get(95)).isZero();
    assertThat(details.overall().groundTruths()).isEqualTo(3);
    assertThat(details.overall().f1().get(50)).isEqualTo(0.6667);
    assertThat(details.classesWithoutGroundTruth()).containsExactly("person");
    assertThat(details.confusion())
        .isEqualTo(
            new ConfusionCounts(
                List.of("hat", "person", "vest"),
                List.of(
                    List.of(2, 0, 0, 0),
                    List.of(0, 0, 0, 0),
                    List.of(0, 0, 0, 1),
                    List.of(1, 0, 0, 0))));
    assertThat(details.calibration().expectedCalibrationError().orElseThrow())
        .isEqualTo(0.2333, within(1e-9));
    assertThat(details.calibration().bins().get(9).detections()).isEqualTo(3);
    assertThat(details.sizes().small().groundTruths()).isEqualTo(3);
    assertThat(details.sizes().small().found()).isEqualTo(2);
    assertThat(details.sizes().small().averagePrecision()).isPresent();
    assertThat(details.sizes().large())
        .isEqualTo(new SizeScore(0, 0, Optional.empty(), Optional.empty()));
    assertThat(details.worstImages())
        .containsExactly(
            new WorstImage(
                "b",
                100,
                50,
                1,
                1,
                List.of(
                    new LabelledObject("vest", 10, 10, 50, 30, false, true),
                    new LabelledObject("hat", 10, 10, 50, 30, false, false)),
                List.of(
                    new DetectedObject("hat", 0.9, 10, 10, 50, 30, false),
                    new DetectedObject("hat", 0.9, 60, 10, 90, 30, true))));
  }

  /** Ten boxes of a class are enough for a threshold of its own. */
  @Test
  void estimatesAThresholdForEachClassWithEnoughBoxes() throws ImageUnavailableException {
    ValidationImage[] all = new ValidationImage[ThresholdMetrics.LEAST_BOXES];
    for (int i = 0; i < all.length; i++) {
      all[i] = i == 0 ? image("i" + i, HAT, VEST) : image("i" + i, HAT);
    }

    ScoreThresholds thresholds =
        details(score(4, detecting(box(10, 10, 50, 30)), all)).thresholds().orElseThrow();

    assertThat(thresholds.perClass()).containsOnlyKeys("hat");
    assertThat(thresholds.of("vest")).isEqualTo(thresholds.overall());
  }

  @Test
  void keepsTheTwentyWorstImages() throws ImageUnavailableException {
    ValidationImage[] all = new ValidationImage[25];
    for (int i = 0; i < all.length; i++) {
      String id = "i%02d".formatted(i);
      all[i] = i < 22 ? image(id, HAT) : image(id, HAT, VEST);
    }

    EvaluationDetails details = details(score(8, detecting(), all));

    assertThat(details.thresholds()).isEmpty();
    assertThat(details.overall().atThreshold()).isEmpty();
    assertThat(details.worstImages()).hasSize(WorstImages.MAXIMUM);
    assertThat(details.worstImages())
        .extracting(WorstImage::id)
        .startsWith("i22", "i23", "i24", "i00")
        .endsWith("i16");
    assertThat(details.confusion().counts().get(0)).containsExactly(0, 0, 0, 25);
  }

  @Test
  void keepsWhatWasFoundInEveryImage() throws ImageUnavailableException {
    EvaluationReport report =
        score(
            2, detecting(box(10, 10, 50, 30)), image("b", HAT), image("a", HAT), image("c", VEST));

    ImageResults results = reports.images(report.images().orElseThrow());

    // the vest is missed and the hat is false, where the others have no error
    assertThat(results.images()).extracting(WorstImage::id).containsExactly("c", "a", "b");
    assertThat(results.images()).extracting(WorstImage::missedBoxes).containsExactly(1, 0, 0);
    assertThat(results.images().get(1).detections())
        .containsExactly(new DetectedObject("hat", 0.9, 10, 10, 50, 30, false));
    assertThat(results.omitted()).isZero();
    assertThat(details(report).worstImages()).extracting(WorstImage::id).containsExactly("c");
  }

  @Test
  void leavesOutTheImagesWithTheFewestErrors() {
    WorstImages worst = new WorstImages(List.of("hat"));
    int all = ImageResults.MAXIMUM_IMAGES + 10;
    for (int i = 0; i < all; i++) {
      LabelledBox[] boxes = i % 2 == 0 ? new LabelledBox[] {HAT} : new LabelledBox[] {};
      offer(worst, "i%05d".formatted(i), boxes);
    }

    ImageResults results = worst.results();

    assertThat(results.images()).hasSize(ImageResults.MAXIMUM_IMAGES);
    assertThat(results.omitted()).isEqualTo(10);
    assertThat(results.images().get(all / 2 - 1).missedBoxes()).isEqualTo(1);
    assertThat(results.images().get(all / 2).missedBoxes()).isZero();
    assertThat(results.images())
        .extracting(WorstImage::id)
        .doesNotContain("i%05d".formatted(all - 1));
  }

  @Test
  void keepsABoundedNumberOfBoxes() {
    WorstImages worst = new WorstImages(List.of("hat"));
    LabelledBox[] boxes = Collections.nCopies(120, HAT).toArray(LabelledBox[]::new);
    for (int i = 0; i < 600; i++) {
      offer(worst, "i%05d".formatted(i), boxes);
    }

    assertThat(worst.results().images())
        .hasSize(ImageResults.MAXIMUM_BOXES / WorstImage.MAXIMUM_BOXES);
    assertThat(worst.results().omitted()).isEqualTo(100);
  }

  /** Offers an image in which nothing is found. */
  private static void offer(WorstImages worst, String id, LabelledBox... boxes) {
    InputFrame frame = InputFrame.of(300, 100, 50);
    List<GroundTruth> truths =
        List.of(boxes).stream()
            .map(box -> frame.toInput(InputFrame.truth(box, List.of("hat"))))
            .toList();
    worst.offer(
        new ValidationImage(id, List.of(boxes)),
        100,
        50,
        List.of(),
        ImageMatches.of(truths, List.of(), 1));
  }

  @Test
  void keepsTheMatchesOfTheClassesThatHaveTruth() throws ImageUnavailableException {
    EvaluationReport report =
        score(2, detecting(box(10, 10, 50, 30)), image("a", HAT), image("b", VEST));

    DetectionMatches matches = reports.matches(report.matches().orElseThrow());
    assertThat(matches.images()).isEqualTo(2);
    assertThat(matches.perClass())
        .containsOnlyKeys("hat", "vest")
        .containsEntry(
            "hat",
            ClassMatches.of(
                new int[] {1, 0},
                new int[] {1, 1},
                new float[] {0.9f, 0.9f},
                new boolean[] {true, false}));
    assertThat(matches.perClass().get("vest").groundTruths()).containsExactly(0, 1);
    assertThat(matches.perClass().get("vest").verdicts()).isEmpty();
  }

  @Test
  void scoresALabelThatTheNetworkDoesNotKnowZero() throws ImageUnavailableException {
    EvaluationReport report =
        score(2, detecting(box(10, 10, 50, 30)), image("a", HAT), image("b", VEST));

    assertThat(report.perClass().get("vest"))
        .isEqualTo(new ClassScore(1, Optional.of(0.0), Optional.of(0.0), Optional.of(0.0)));
    assertThat(report.voc07().orElseThrow()).isLessThan(0.6);
  }

  @Test
  void detectsInBatches() throws ImageUnavailableException {
    score(2, detecting(), image("a", HAT), image("b", HAT), image("c", HAT));

    assertThat(batches).containsExactly(2, 1);
  }

  @Test
  void doesNotLoadADetectorForAnEmptySet() throws ImageUnavailableException {
    EvaluationReport report =
        scorer(
                2,
                manifest -> {
                  throw new AssertionError("loaded");
                })
            .score(
                Samples.manifest(1),
                new ValidationSet(Samples.HASH, List.of(), List.of("gone"), List.of()));

    assertThat(report.voc07()).isEmpty();
    assertThat(report.coco()).isEmpty();
    assertThat(report.curves()).isEmpty();
    assertThat(report.details()).isEmpty();
    assertThat(report.matches()).isEmpty();
    assertThat(report.validationSet().missing()).containsExactly("gone");
  }

  @Test
  void namesAnImageThatIsDeletedMeanwhileOrNoImage() {
    ValidationImage deleted = image("a", HAT);
    images.deletedWhenRead("a");
    ValidationImage text = image("b", HAT);
    images.withImage("b", new byte[] {'n', 'o'});

    for (ValidationImage unusable : List.of(deleted, text)) {
      assertThatThrownBy(() -> score(1, detecting(), unusable))
          .isInstanceOf(ImageUnavailableException.class)
          .hasMessageContaining(unusable.id());
    }
  }

  @Test
  void callsACheckpointUnusableOnWhichTheEngineFails() {
    ImageDetector failing =
        detector(
            images -> {
              throw new IllegalStateException("engine");
            });

    assertThatThrownBy(() -> score(1, failing, image("a", HAT)))
        .isInstanceOf(UnusableCheckpointException.class)
        .hasMessageContaining("run-000001")
        .hasMessageContaining("engine");
  }

  private EvaluationDetails details(EvaluationReport report) {
    return reports.details(report.details().orElseThrow());
  }

  private EvaluationReport score(int batch, ImageDetector detector, ValidationImage... all)
      throws ImageUnavailableException {
    return scorer(batch, manifest -> detector)
        .score(
            Samples.manifest(1),
            new ValidationSet(Samples.HASH, List.of(all), List.of(), WARNINGS));
  }

  private DetectorScorer scorer(int batch, DetectorSource detectors) {
    return new DetectorScorer(
        detectors, images, new ImageDecoder(ImageLimits.defaults()), reports, batch, Samples.CLOCK);
  }

  private ValidationImage image(String id, LabelledBox... boxes) {
    images.withImage(id, new ImageEncoder().png(new RgbImage(100, 50, new byte[100 * 50 * 3])));
    return new ValidationImage(id, List.of(boxes));
  }

  /** Finds boxes in pixels of the 100 x 50 images, and tells them in those of the input. */
  private ImageDetector detecting(Box... boxes) {
    List<Detection> found = new ArrayList<>();
    for (Box box : boxes) {
      found.add(new Detection(0, 0.9f, box.scaled(3, 6)));
    }
    return detector(images -> images.stream().map(image -> List.copyOf(found)).toList());
  }

  private ImageDetector detector(Detecting detecting) {
    return new ImageDetector() {
      @Override
      public List<List<Detection>> detect(List<RgbImage> images) {
        batches.add(images.size());
        return detecting.detect(images);
      }

      @Override
      public boolean predictsFinite(RgbImage image) {
        return true;
      }

      @Override
      public void close() {}
    };
  }

  private static Box box(double xMin, double yMin, double xMax, double yMax) {
    return new Box(xMin, yMin, xMax, yMax);
  }

  private interface Detecting {
    List<List<Detection>> detect(List<RgbImage> images);
  }
}
