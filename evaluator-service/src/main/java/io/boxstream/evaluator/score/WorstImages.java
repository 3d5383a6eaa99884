package io.boxstream.evaluator.score;

import io.boxstream.artifacts.evaluation.ImageResults;
import io.boxstream.artifacts.evaluation.WorstImage;
import io.boxstream.artifacts.evaluation.WorstImage.DetectedObject;
import io.boxstream.artifacts.evaluation.WorstImage.LabelledObject;
import io.boxstream.detection.Detection;
import io.boxstream.detection.metric.ImageMatches;
import io.boxstream.events.LabelledBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** Keeps the images with the most false and missed boxes; of equal ones those with lower ids. */
final class WorstImages {
  static final int MAXIMUM = 20;

  private static final Comparator<WorstImage> WORST_FIRST =
      Comparator.comparingInt(WorstImages::errors).reversed().thenComparing(WorstImage::id);

  private final List<String> classes;
  private final PriorityQueue<WorstImage> kept = new PriorityQueue<>(WORST_FIRST.reversed());
  private int offered;

  /**
   * @param classes labels by class index
   */
  WorstImages(List<String> classes) {
    this.classes = List.copyOf(classes);
  }

  /**
   * Keeps an image if it is among the worst so far.
   *
   * @param detections in pixels of the image
   * @param matches of its boxes and these detections
   */
  void offer(
      ValidationImage image,
      int width,
      int height,
      List<Detection> detections,
      ImageMatches matches) {
    offered++;
    kept.add(
        new WorstImage(
            image.id(),
            width,
            height,
            matches.falsePositives(),
            matches.missedObjects(),
            labels(image.boxes(), matches),
            detected(detections, matches)));
    if (kept.size() > ImageResults.MAXIMUM_IMAGES) {
      kept.remove();
    }
  }

  /** The {@link #MAXIMUM} worst images, those with errors only, worst first. */
  List<WorstImage> images() {
    return kept.stream()
        .filter(image -> errors(image) > 0)
        .sorted(WORST_FIRST)
        .limit(MAXIMUM)
        .toList();
  }

  /** As many images as are kept of an evaluation, also those without errors. */
  ImageResults results() {
    List<WorstImage> results = new ArrayList<>();
    int boxes = 0;
    for (WorstImage image : kept.stream().sorted(WORST_FIRST).toList()) {
      boxes += image.groundTruths().size() + image.detections().size();
      if (boxes > ImageResults.MAXIMUM_BOXES) {
        break;
      }
      results.add(image);
    }
    return new ImageResults(results, offered - results.size());
  }

  private static int errors(WorstImage image) {
    return image.falseBoxes() + image.missedBoxes();
  }

  private static List<LabelledObject> labels(List<LabelledBox> boxes, ImageMatches matches) {
    return IntStream.range(0, boxes.size())
        .mapToObj(
            i -> {
              LabelledBox box = boxes.get(i);
              return new LabelledObject(
                  box.label(),
                  box.xMin(),
                  box.yMin(),
                  box.xMax(),
                  box.yMax(),
                  box.difficult(),
                  matches.missed().get(i));
            })
        .sorted(Comparator.comparing(LabelledObject::missed).reversed())
        .limit(WorstImage.MAXIMUM_BOXES)
        .toList();
  }

  private List<DetectedObject> detected(List<Detection> detections, ImageMatches matches) {
    return IntStream.range(0, detections.size())
        .mapToObj(
            i -> {
              Detection one = detections.get(i);
              return new DetectedObject(
                  classes.get(one.classIndex()),
                  Math.round(one.score() * 1e4) / 1e4,
                  round(one.box().xMin()),
                  round(one.box().yMin()),
                  round(one.box().xMax()),
                  round(one.box().yMax()),
                  matches.falsePositive().get(i));
            })
        .sorted(Comparator.comparing(DetectedObject::score).reversed())
        .limit(WorstImage.MAXIMUM_BOXES)
        .toList();
  }

  /** To a tenth of a pixel. */
  private static double round(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
