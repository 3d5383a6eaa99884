package io.boxstream.artifacts.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An image with its labels and what was detected. Boxes have zero-based corners in pixels of the
 * image.
 *
 * @param id hash of the image's canonical bytes
 * @param width pixels
 * @param height pixels
 * @param falseBoxes number of detections that find nothing new
 * @param missedBoxes number of objects that are not found
 * @param groundTruths the labels, missed ones first, at most {@link #MAXIMUM_BOXES}
 * @param detections the detections at the served thresholds, best first, at most {@link
 *     #MAXIMUM_BOXES}
 */
public record WorstImage(
    String id,
    int width,
    int height,
    int falseBoxes,
    int missedBoxes,
    List<LabelledObject> groundTruths,
    List<DetectedObject> detections) {
  /** Most boxes of a kind that are listed. */
  public static final int MAXIMUM_BOXES = 100;

  public WorstImage {
    requireNonNull(id, "id");
    groundTruths = List.copyOf(groundTruths);
    detections = List.copyOf(detections);
  }

  /**
   * A label.
   *
   * @param difficult whether it does not count
   * @param missed whether it should be found and is not
   */
  public record LabelledObject(
      String label,
      double xMin,
      double yMin,
      double xMax,
      double yMax,
      boolean difficult,
      boolean missed) {
    public LabelledObject {
      requireNonNull(label, "label");
    }
  }

  /**
   * A detection.
   *
   * @param score in [0, 1]
   * @param falsePositive whether it finds nothing new: there is no such object, or a better
   *     detection has found it
   */
  public record DetectedObject(
      String label,
      double score,
      double xMin,
      double yMin,
      double xMax,
      double yMax,
      boolean falsePositive) {
    public DetectedObject {
      requireNonNull(label, "label");
      Scores.require(List.of(score), "score");
    }
  }
}
