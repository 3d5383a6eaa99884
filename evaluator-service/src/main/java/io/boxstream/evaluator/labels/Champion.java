package io.boxstream.evaluator.labels;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.dataset.quality.LabelComparison;
import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.evaluator.score.ImageDetector;
import io.boxstream.evaluator.score.InputFrame;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.LabelFinding;
import io.boxstream.events.LabelledBox;
import io.boxstream.images.RgbImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A promoted detector in memory, with what is known of its reliability. Used by one thread at a
 * time.
 */
final class Champion implements AutoCloseable {
  private final Promotion promotion;
  private final ImageDetector detector;
  private final List<String> classes;
  private final int inputSize;
  private final LabelComparison comparison;

  /**
   * @param detector closed with this object
   * @param classes of the detector, by index
   * @param inputSize side of the network's input in pixels
   */
  Champion(
      Promotion promotion,
      ImageDetector detector,
      List<String> classes,
      int inputSize,
      LabelComparison comparison) {
    this.promotion = requireNonNull(promotion, "promotion");
    this.detector = requireNonNull(detector, "detector");
    this.classes = List.copyOf(classes);
    this.inputSize = inputSize;
    this.comparison = requireNonNull(comparison, "comparison");
  }

  Promotion promotion() {
    return promotion;
  }

  /**
   * What it contradicts in some images.
   *
   * @param images the pixels
   * @param labels the labels of each image; those of classes that the model does not know are not
   *     compared
   */
  List<List<LabelFinding>> findings(List<RgbImage> images, List<List<LabelledBox>> labels) {
    List<List<DetectedBox>> detections = detections(detector, images, classes, inputSize);
    List<List<LabelFinding>> findings = new ArrayList<>();
    for (int index = 0; index < images.size(); index++) {
      List<LabelledBox> known =
          labels.get(index).stream().filter(box -> classes.contains(box.label())).toList();
      findings.add(comparison.findings(known, detections.get(index)));
    }
    return findings;
  }

  /** What a detector finds, in pixels of each image. */
  static List<List<DetectedBox>> detections(
      ImageDetector detector, List<RgbImage> images, List<String> classes, int inputSize) {
    List<List<Detection>> inInput = detector.detect(images);
    List<List<DetectedBox>> inImages = new ArrayList<>();
    for (int index = 0; index < images.size(); index++) {
      RgbImage image = images.get(index);
      InputFrame frame = InputFrame.of(inputSize, image.width(), image.height());
      inImages.add(
          frame.toImage(inInput.get(index)).stream()
              .filter(found -> found.score() >= LabelComparison.LEAST_SCORE)
              .filter(found -> found.box().area() > 0)
              .map(found -> box(found, image, classes))
              .toList());
    }
    return inImages;
  }

  private static DetectedBox box(Detection found, RgbImage image, List<String> classes) {
    Box box = found.box().clipped(image.width(), image.height());
    return new DetectedBox(
        classes.get(found.classIndex()),
        found.score(),
        box.xMin(),
        box.yMin(),
        box.xMax(),
        box.yMax());
  }

  @Override
  public void close() {
    detector.close();
  }
}
