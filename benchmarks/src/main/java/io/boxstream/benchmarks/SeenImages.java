package io.boxstream.benchmarks;

import io.boxstream.detection.Detection;
import io.boxstream.detection.inference.DetectorModel;
import io.boxstream.detection.metric.F1Curve;
import io.boxstream.detection.metric.MatchedDetections;
import io.boxstream.detection.metric.VocAveragePrecision;
import io.boxstream.detection.metric.VocEvaluation;
import io.boxstream.detection.pipeline.LabelledImage;
import io.boxstream.detection.pipeline.LabelledImages;
import io.boxstream.detection.transform.ValidationTransform;
import io.boxstream.detection.uncertainty.ScoredBox;
import io.boxstream.detection.uncertainty.Uncertainty;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.RgbImage;
import java.util.ArrayList;
import java.util.List;

/** What a trained detector says about images: its mAP, its thresholds, and how unsure it is. */
final class SeenImages implements AutoCloseable {

  /** A class with fewer boxes has the threshold of all classes together, as in the evaluator. */
  private static final int LEAST_BOXES = 10;

  private static final double FALLBACK = 0.05;

  private final DetectorModel model;
  private final List<String> classes;
  private final ValidationTransform transform;
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  /**
   * @param model closed with this object
   */
  SeenImages(DetectorModel model) {
    this.model = model;
    this.classes = model.architecture().classes();
    this.transform =
        new ValidationTransform(
            model.architecture().preset().inputSize(),
            model.architecture().preset().normalization());
  }

  /** VOC07 mAP, in [0, 1]. */
  double meanAveragePrecision(LabelledImages images) {
    return evaluate(images).result(VocAveragePrecision.VOC07).mean().orElse(0);
  }

  /** The thresholds with the best F1, by class index. */
  double[] thresholds(LabelledImages images) {
    VocEvaluation evaluation = evaluate(images);
    double overall = F1Curve.of(evaluation.matched()).bestThreshold().orElse(FALLBACK);
    double[] thresholds = new double[classes.size()];
    for (int index = 0; index < thresholds.length; index++) {
      MatchedDetections matched = evaluation.matched(index);
      thresholds[index] =
          matched.objects() < LEAST_BOXES
              ? overall
              : F1Curve.of(matched).bestThreshold().orElse(overall);
    }
    return thresholds;
  }

  /**
   * All detections in an image with their thresholds, as inference-service scores them.
   *
   * @param thresholds by class index
   */
  List<ScoredBox> boxes(LabelledImage image, double[] thresholds) {
    RgbImage pixels = decoder.decode(image.bytes());
    List<ScoredBox> boxes = new ArrayList<>();
    for (Detection detection : model.detect(List.of(pixels)).get(0)) {
      boxes.add(
          new ScoredBox(
              classes.get(detection.classIndex()),
              detection.score(),
              thresholds[detection.classIndex()],
              detection.box()));
    }
    return boxes;
  }

  /** The score of an image as a hard example. */
  double score(LabelledImage image, double[] thresholds) {
    return Uncertainty.of(boxes(image, thresholds)).score();
  }

  private VocEvaluation evaluate(LabelledImages images) {
    VocEvaluation evaluation = new VocEvaluation(classes.size());
    for (int index = 0; index < images.size(); index++) {
      LabelledImage image = images.get(index);
      RgbImage pixels = decoder.decode(image.bytes());
      evaluation.update(
          transform.boxes(image.boxes(), pixels.width(), pixels.height()),
          model.detectStretched(List.of(pixels)).get(0));
    }
    return evaluation;
  }

  @Override
  public void close() {
    model.close();
  }
}
