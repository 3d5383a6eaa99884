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
 * <p>The metric extends boxes by one pixel to the right and below, so results depend on the
 * coordinate frame. The reference evaluates in pixels of the network input and clips detections to
 * it. Detections with equal scores keep their order.
 *
 * <p>Memory: only the verdict of each detection is stored. It takes 8 bytes, plus at most half as
 * much spare capacity, and nothing for a detection of a difficult object, which does not count. An
 * image takes 4 bytes for each class. Computing a result ranks one class at a time, which
 * temporarily needs 8 bytes per detection and 20 bytes per object of that class.
 *
 * <p>The result is exact. It depends on the order of the images only if scores are equal. Not
 * thread-safe.
 */
public final class VocEvaluation {

  private final List<VocClass> classes;
  private final RowsByClass truthRows;
  private final RowsByClass detectionRows;
  private final VocObjects objects = new VocObjects();
  private int images;

  /**
   * @param classCount number of foreground classes
   */
  public VocEvaluation(int classCount) {
    this.truthRows = new RowsByClass(classCount);
    this.detectionRows = new RowsByClass(classCount);
    this.classes = Stream.generate(VocClass::new).limit(classCount).toList();
  }

  /**
   * Adds one image.
   *
   * @param groundTruths its objects
   * @param detections the detections in it, in the same coordinate frame
   * @throws IllegalArgumentException if a class index is out of range; the image is then not added
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

  /** The number of images so far. */
  public int images() {
    return images;
  }

  /** The average precisions over all images so far. */
  public VocResult result(VocAveragePrecision kind) {
    List<Double> perClass = new ArrayList<>();
    classes.forEach(one -> perClass.add(one.averagePrecision(kind)));
    return new VocResult(perClass);
  }

  /** The precision-recall curve of a class so far; without points if no object was found. */
  public PrecisionRecallCurve curve(int classIndex) {
    return classes.get(classIndex).curve();
  }

  /** The detections of a class so far with their verdicts. */
  public MatchedDetections matched(int classIndex) {
    return VocClass.matched(List.of(classes.get(classIndex)));
  }

  /** The detections of all classes so far with their verdicts. */
  public MatchedDetections matched() {
    return VocClass.matched(classes);
  }

  /** The matches of a class so far, by image in the order of the updates. */
  public ClassMatches matches(int classIndex) {
    return classes.get(classIndex).matches();
  }

  private void match(List<Detection> detections, int classIndex) {
    VocClass gathered = classes.get(classIndex);
    gathered.startImage(objects.wanted());
    int start = detectionRows.start(classIndex);
    for (int i = 0; i < detectionRows.size(classIndex); i++) {
      Detection detection = detections.get(detectionRows.row(start + i));
      Verdict verdict = objects.claim(detection.box());
      gathered.add(detection.score(), verdict);
    }
  }
}
