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
 * <p>Boxes are taken as they are. They belong in pixels of the image, because small, medium and
 * large are areas there. What GluonCV adds on its way to pycocotools, one pixel to width and height
 * and a least score of 0.05 (SSD.md 8.2), is not done here. pycocotools has one corner and the
 * sizes where this has two corners: a rounding error of float64, which decides nothing unless an
 * overlap is within 1e-15 of a limit or of another.
 *
 * <p>Scores are compared in float32. Among equal ones the one that came first goes first, as in the
 * stable merge sort of pycocotools: its results are those for images in order of their ids.
 *
 * <p>Of an image only the verdict on each detection stays, for all areas and overlaps together: 8
 * bytes, at most half as much again in reserve, and nothing if it counts in none of them or is
 * beyond the 100. The verdict in it is the number of a pattern that is kept once, about 100 bytes:
 * at worst there is one a detection, but half a million detections of twenty classes have some 400.
 * A result ranks one class at a time, which needs 8 bytes a detection and 16 an object of that
 * class meanwhile, and keeps 10 kB a class.
 *
 * <p>The result is exact, and depends on the order of the images only where scores are equal. Not
 * safe for several threads.
 */
public final class CocoEvaluation {

  private static final int MOST_DETECTIONS = 100;

  private final List<CocoClass> classes;
  private final RowsByClass truthRows;
  private final RowsByClass detectionRows;
  private final CocoMatching matching = new CocoMatching();
  private int images;

  /**
   * @param classCount foreground classes
   */
  public CocoEvaluation(int classCount) {
    MatchPatterns patterns = new MatchPatterns();
    this.truthRows = new RowsByClass(classCount);
    this.detectionRows = new RowsByClass(classCount);
    this.classes = Stream.generate(() -> new CocoClass(patterns)).limit(classCount).toList();
  }

  /**
   * Takes in one image.
   *
   * @param groundTruths its objects
   * @param detections what was found in it, in the same frame
   * @throws IllegalArgumentException if one is of a class that is not there; then nothing is taken
   *     in
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

  /** Images taken in so far. */
  public int images() {
    return images;
  }

  /** The figures and curves of all that was taken in so far. */
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
    int count = Math.min(detectionRows.size(classIndex), MOST_DETECTIONS);
    matching.match(detections, detectionRows, classIndex, count);
    for (int place = 0; place < count; place++) {
      int row = detectionRows.row(detectionRows.start(classIndex) + place);
      float score = detections.get(row).score();
      gathered.add(place, score, matching.counted(place), matching.right(place));
    }
  }
}
