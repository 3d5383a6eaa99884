package io.boxstream.detection.metric;

import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.metric.VocObjects.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Pascal VOC's evaluation at an overlap of one half, image by image (SSD.md 8.1), in float32 like
 * the reference.
 *
 * <p>Boxes count one pixel more to the right and below, so the frame matters: the reference
 * evaluates in pixels of the network input, detections clipped to it. Among equal scores the one
 * that came first goes first.
 *
 * <p>Of an image only the verdict on each detection stays: 8 bytes, at most half as much again in
 * reserve, and nothing for a detection of a difficult object, which does not count. A result ranks
 * one class at a time, which needs 8 bytes a detection and 20 an object of that class meanwhile.
 *
 * <p>The result is exact, and depends on the order of the images only where scores are equal. Not
 * safe for several threads.
 */
public final class VocEvaluation {

  private final List<VocClass> classes;
  private final RowsByClass truthRows;
  private final RowsByClass detectionRows;
  private final VocObjects objects = new VocObjects();
  private int images;

  /**
   * @param classCount foreground classes
   */
  public VocEvaluation(int classCount) {
    this.truthRows = new RowsByClass(classCount);
    this.detectionRows = new RowsByClass(classCount);
    this.classes = Stream.generate(VocClass::new).limit(classCount).toList();
  }

  /**
   * Takes in one image.
   *
   * @param groundTruths its objects
   * @param detections what was found in it, in the same frame
   * @throws IllegalArgumentException if one is of a class that is not there; then nothing is taken
   *     in
   */
  public void update(List<GroundTruth> groundTruths, List<Detection> detections) {
    truthRows.sort(groundTruths.size(), row -> groundTruths.get(row).classIndex(), row -> 0);
    detectionRows.sort(
        detections.size(),
        row -> detections.get(row).classIndex(),
        row -> RankedMatches.rankOf(detections.get(row).score()));
    for (int index = 0; index < classes.size(); index++) {
      objects.replace(groundTruths, truthRows, index);
      match(detections, index);
    }
    images++;
  }

  /** Images taken in so far. */
  public int images() {
    return images;
  }

  /** The average precisions of all that was taken in so far. */
  public VocResult result(VocAveragePrecision kind) {
    List<Double> perClass = new ArrayList<>();
    classes.forEach(one -> perClass.add(one.averagePrecision(kind)));
    return new VocResult(perClass);
  }

  /** A class's precision and recall so far; without points if nothing was found. */
  public PrecisionRecallCurve curve(int classIndex) {
    return classes.get(classIndex).curve();
  }

  private void match(List<Detection> detections, int classIndex) {
    VocClass gathered = classes.get(classIndex);
    gathered.addObjects(objects.wanted());
    int start = detectionRows.start(classIndex);
    for (int i = 0; i < detectionRows.size(classIndex); i++) {
      Detection detection = detections.get(detectionRows.row(start + i));
      Verdict verdict = objects.claim(detection.box());
      gathered.add(detection.score(), verdict);
    }
  }
}
