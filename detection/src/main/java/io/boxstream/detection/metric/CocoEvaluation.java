package io.boxstream.detection.metric;

import io.boxstream.detection.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * COCO's evaluation of boxes, image by image: pycocotools' {@code COCOeval} with its own parameters
 * (overlaps .50 to .95, 101 recalls, at most 100 detections of a class in an image, the four area
 * ranges).
 *
 * <p>Boxes are used without changes. They must be in pixels of the image, because the area ranges
 * are defined there. GluonCV adds one pixel to width and height and drops scores below 0.05 before
 * it calls pycocotools (SSD.md 8.2); this class does neither. pycocotools represents a box by one
 * corner and its size, this class by two corners. The rounding differences of float64 matter only
 * if an overlap is within 1e-15 of a threshold or of another overlap.
 *
 * <p>Scores are compared in float32. Detections with equal scores keep their order, as in the
 * stable merge sort of pycocotools, which sorts images by id. To get its exact results, pass the
 * images in order of their ids.
 *
 * <p>Memory: for each detection, only the verdict for all areas and overlaps is stored. It takes 8
 * bytes, plus at most half as much spare capacity, and nothing if the detection counts in no cell
 * or is beyond the limit of 100. The verdict contains the number of a pattern, which is stored once
 * and takes about 100 bytes. In the worst case there is one pattern per detection, but half a
 * million detections of twenty classes have about 400. Computing a result ranks one class at a
 * time, which temporarily needs 8 bytes per detection and 16 bytes per object of that class. A
 * result takes 10 kB per class.
 *
 * <p>The result is exact. It depends on the order of the images only if scores are equal. Not
 * thread-safe.
 */
public final class CocoEvaluation {

  private static final int MAX_DETECTIONS = 100;

  private final List<CocoClass> classes;
  private final RowsByClass truthRows;
  private final RowsByClass detectionRows;
  private final CocoMatching matching = new CocoMatching();
  private int images;

  /**
   * @param classCount number of foreground classes
   */
  public CocoEvaluation(int classCount) {
    MatchPatterns patterns = new MatchPatterns();
    this.truthRows = new RowsByClass(classCount);
    this.detectionRows = new RowsByClass(classCount);
    this.classes = Stream.generate(() -> new CocoClass(patterns)).limit(classCount).toList();
  }

  /**
   * Adds one image.
   *
   * @param groundTruths its objects
   * @param detections the detections in it, in the same coordinate frame
   * @throws IllegalArgumentException if a class index is out of range; the image is then not added
   */
  public void update(List<CocoGroundTruth> groundTruths, List<Detection> detections) {
    truthRows.sort(groundTruths.size(), row -> groundTruths.get(row).classIndex(), row -> 0);
    detectionRows.sort(
        detections.size(),
        row -> detections.get(row).classIndex(),
        row -> RankedMatches.rankOf(detections.get(row).score()));
    for (int index = 0; index < classes.size(); index++) {
      matching.replace(groundTruths, truthRows, index);
      addObjects(index);
      match(detections, index);
    }
    images++;
  }

  /** The number of images so far. */
  public int images() {
    return images;
  }

  /** The metrics and curves of all images so far. */
  public CocoResult result() {
    List<CocoScores> scores = new ArrayList<>();
    classes.forEach(one -> scores.add(one.scores()));
    return new CocoResult(scores);
  }

  private void addObjects(int classIndex) {
    for (AreaRange area : AreaRange.values()) {
      classes.get(classIndex).addObjects(area, matching.wanted(area));
    }
  }

  private void match(List<Detection> detections, int classIndex) {
    CocoClass gathered = classes.get(classIndex);
    int count = Math.min(detectionRows.size(classIndex), MAX_DETECTIONS);
    matching.match(detections, detectionRows, classIndex, count);
    for (int place = 0; place < count; place++) {
      int row = detectionRows.row(detectionRows.start(classIndex) + place);
      float score = detections.get(row).score();
      gathered.add(place, score, matching.counted(place), matching.right(place));
    }
  }
}
