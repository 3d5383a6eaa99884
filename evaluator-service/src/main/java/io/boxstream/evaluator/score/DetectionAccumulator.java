package io.boxstream.evaluator.score;

import io.boxstream.artifacts.evaluation.CocoScores;
import io.boxstream.artifacts.evaluation.DriftProfile;
import io.boxstream.artifacts.evaluation.EvaluationDetails;
import io.boxstream.artifacts.evaluation.ImageResults;
import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.drift.DriftReference;
import io.boxstream.detection.drift.ImageTraits;
import io.boxstream.detection.metric.CocoEvaluation;
import io.boxstream.detection.metric.CocoGroundTruth;
import io.boxstream.detection.metric.VocEvaluation;
import io.boxstream.events.LabelledBox;
import io.boxstream.images.ImageQuality;
import io.boxstream.images.RgbImage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Accumulates detections and ground truth image by image, without keeping images.
 *
 * <p>VOC is measured in pixels of the network's input as the reference does: the metric's extra
 * pixel counts more in a small frame. COCO is measured in pixels of the image, where its sizes are
 * defined; a difficult object is one that it ignores.
 *
 * <p>The classes are the network's, then those labels of the set that the network does not know:
 * such a class has truth and no detections, so it scores 0 and is not forgotten.
 */
final class DetectionAccumulator {
  private final List<String> classes;
  private final double inputSize;
  private final VocEvaluation voc;
  private final CocoEvaluation coco;
  private final int[] groundTruths;
  private final KeptDetections kept = new KeptDetections();
  private final List<ImageQuality> qualities = new ArrayList<>();

  /**
   * @param networkClasses classes by index of the network's output
   * @param labels labels of the validation set
   * @param inputSize side of the network's input in pixels
   */
  DetectionAccumulator(List<String> networkClasses, Set<String> labels, int inputSize) {
    Set<String> all = new LinkedHashSet<>(networkClasses);
    all.addAll(labels);
    this.classes = List.copyOf(all);
    this.inputSize = inputSize;
    this.voc = new VocEvaluation(classes.size());
    this.coco = new CocoEvaluation(classes.size());
    this.groundTruths = new int[classes.size()];
  }

  /**
   * Takes in one image.
   *
   * @param labelled truth, in pixels of the image
   * @param detections what was found, in pixels of the network's input
   */
  void update(RgbImage image, List<LabelledBox> labelled, List<Detection> detections) {
    InputFrame frame = InputFrame.of(inputSize, image.width(), image.height());
    List<GroundTruth> inInput = new ArrayList<>();
    List<CocoGroundTruth> inImage = new ArrayList<>();
    for (LabelledBox box : labelled) {
      GroundTruth truth = InputFrame.truth(box, classes);
      groundTruths[truth.classIndex()] += truth.difficult() ? 0 : 1;
      inImage.add(CocoGroundTruth.of(truth));
      inInput.add(frame.toInput(truth));
    }
    voc.update(inInput, detections);
    coco.update(inImage, frame.toImage(detections));
    kept.add(image.width(), image.height(), detections);
    qualities.add(ImageQuality.of(image));
  }

  /** The figures of all that was taken in so far. */
  EvaluationMetrics figures() {
    return new EvaluationMetrics(classes, groundTruths, voc, coco.result());
  }

  /**
   * Where the detector fails. There must be ground truth.
   *
   * @param images what was taken in, in the same order
   * @param scores COCO's figures of the same images
   */
  Failures failures(List<ValidationImage> images, CocoScores scores) {
    ThresholdMetrics byThreshold = new ThresholdMetrics(classes, voc);
    Optional<ScoreThresholds> thresholds = byThreshold.thresholds();
    ScoreThresholds served =
        thresholds.orElseGet(() -> new ScoreThresholds(ScoreThresholds.FALLBACK, Map.of()));
    ErrorAnalysis errors = new ErrorAnalysis(classes, inputSize, byIndex(served));
    errors.update(images, kept);
    EvaluationDetails details =
        new EvaluationDetails(
            thresholds,
            byThreshold.overall(),
            byThreshold.perClass(),
            IntStream.range(0, classes.size())
                .filter(index -> groundTruths[index] == 0)
                .mapToObj(classes::get)
                .toList(),
            errors.confusion(),
            byThreshold.calibration(),
            errors.sizes(scores),
            errors.worstImages());
    return new Failures(details, errors.imageResults(), drift(served));
  }

  private double[] byIndex(ScoreThresholds thresholds) {
    return classes.stream().mapToDouble(thresholds::of).toArray();
  }

  private Optional<DriftProfile> drift(ScoreThresholds thresholds) {
    List<ImageTraits> traits = new ArrayList<>();
    for (int i = 0; i < qualities.size(); i++) {
      traits.add(
          ImageTraits.of(
              qualities.get(i), inputSize, inputSize, kept.of(i, byIndex(thresholds)), classes));
    }
    return DriftReference.of(traits).map(found -> DriftProfiles.of(found, thresholds));
  }

  /**
   * Where the detector fails.
   *
   * @param details the figures
   * @param images what was found, image by image
   * @param drift how the images are distributed; empty if there are too few
   */
  record Failures(EvaluationDetails details, ImageResults images, Optional<DriftProfile> drift) {}
}
