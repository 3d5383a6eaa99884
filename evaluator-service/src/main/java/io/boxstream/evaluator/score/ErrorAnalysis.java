package io.boxstream.evaluator.score;

import io.boxstream.artifacts.evaluation.CocoScores;
import io.boxstream.artifacts.evaluation.ConfusionCounts;
import io.boxstream.artifacts.evaluation.ImageResults;
import io.boxstream.artifacts.evaluation.SizeScores;
import io.boxstream.artifacts.evaluation.SizeScores.SizeScore;
import io.boxstream.artifacts.evaluation.WorstImage;
import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.metric.AreaRange;
import io.boxstream.detection.metric.ConfusionMatrix;
import io.boxstream.detection.metric.ImageMatches;
import io.boxstream.events.LabelledBox;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Looks at the detections that reach the thresholds once more, image by image: what was taken for
 * what, objects of which size were found, and which images went worst.
 */
final class ErrorAnalysis {
  private final List<String> classes;
  private final double inputSize;
  private final double[] thresholds;
  private final ConfusionMatrix confusion;
  private final WorstImages worst;
  private final Map<AreaRange, ObjectCount> sizes = new EnumMap<>(AreaRange.class);

  /**
   * @param classes labels by class index
   * @param inputSize side of the network's input in pixels
   * @param thresholds by class index
   */
  ErrorAnalysis(List<String> classes, double inputSize, double[] thresholds) {
    this.classes = List.copyOf(classes);
    this.inputSize = inputSize;
    this.thresholds = thresholds.clone();
    this.confusion = new ConfusionMatrix(classes.size());
    this.worst = new WorstImages(classes);
    for (AreaRange area : AreaRange.values()) {
      sizes.put(area, new ObjectCount());
    }
  }

  /**
   * Takes in all images.
   *
   * @param images in the order of the kept detections
   */
  void update(List<ValidationImage> images, KeptDetections kept) {
    for (int i = 0; i < images.size(); i++) {
      update(images.get(i), i, kept);
    }
  }

  private void update(ValidationImage image, int index, KeptDetections kept) {
    InputFrame frame = InputFrame.of(inputSize, kept.width(index), kept.height(index));
    List<GroundTruth> truths =
        image.boxes().stream().map(box -> frame.toInput(InputFrame.truth(box, classes))).toList();
    List<Detection> detections = kept.of(index, thresholds);
    confusion.update(truths, detections);
    ImageMatches matches = ImageMatches.of(truths, detections, classes.size());
    count(image.boxes(), matches);
    worst.offer(image, kept.width(index), kept.height(index), frame.toImage(detections), matches);
  }

  private void count(List<LabelledBox> boxes, ImageMatches matches) {
    for (int i = 0; i < boxes.size(); i++) {
      LabelledBox box = boxes.get(i);
      double area = new Box(box.xMin(), box.yMin(), box.xMax(), box.yMax()).area();
      for (AreaRange range : AreaRange.values()) {
        if (!box.difficult() && range.contains(area)) {
          sizes.get(range).add(!matches.missed().get(i));
        }
      }
    }
  }

  /** Which class was detected where an object of which class is. */
  ConfusionCounts confusion() {
    return new ConfusionCounts(
        classes,
        IntStream.rangeClosed(0, classes.size())
            .mapToObj(
                truth ->
                    IntStream.rangeClosed(0, classes.size())
                        .mapToObj(predicted -> confusion.count(truth, predicted))
                        .toList())
            .toList());
  }

  /**
   * How many objects of each size there are and are found.
   *
   * @param coco the average precisions and recalls by size
   */
  SizeScores sizes(CocoScores coco) {
    return new SizeScores(
        size(AreaRange.SMALL, coco.precision().small(), coco.recall().small()),
        size(AreaRange.MEDIUM, coco.precision().medium(), coco.recall().medium()),
        size(AreaRange.LARGE, coco.precision().large(), coco.recall().large()));
  }

  /** The images with the most errors, worst first. */
  List<WorstImage> worstImages() {
    return worst.images();
  }

  /** What was found in the images, worst first, as far as it is kept. */
  ImageResults imageResults() {
    return worst.results();
  }

  private SizeScore size(AreaRange area, Optional<Double> precision, Optional<Double> recall) {
    ObjectCount count = sizes.get(area);
    return new SizeScore(count.all, count.found, precision, recall);
  }

  /** Objects of one size. */
  private static final class ObjectCount {
    private int all;
    private int found;

    void add(boolean isFound) {
      all++;
      found += isFound ? 1 : 0;
    }
  }
}
