package io.boxstream.detection.metric;

import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.metric.VocObjects.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The detections and objects of one image as Pascal VOC matches them, class by class at an overlap
 * of one half with its extra pixel.
 *
 * @param falsePositive by detection, whether it finds nothing new: it overlaps no object of its
 *     class enough, or one that a better detection has found
 * @param missed by object, whether it should be found and is not
 */
public record ImageMatches(List<Boolean> falsePositive, List<Boolean> missed) {

  public ImageMatches {
    falsePositive = List.copyOf(falsePositive);
    missed = List.copyOf(missed);
  }

  /**
   * Matches the detections of an image with its objects.
   *
   * @param detections in any order, in the coordinate frame of the objects
   * @param classCount number of foreground classes
   * @throws IllegalArgumentException if a class index is out of range
   */
  public static ImageMatches of(
      List<GroundTruth> groundTruths, List<Detection> detections, int classCount) {
    RowsByClass truthRows = new RowsByClass(classCount);
    RowsByClass detectionRows = new RowsByClass(classCount);
    truthRows.sort(groundTruths.size(), row -> groundTruths.get(row).classIndex(), row -> 0);
    detectionRows.sort(
        detections.size(),
        row -> detections.get(row).classIndex(),
        row -> RankedMatches.rankOf(detections.get(row).score()));
    List<Boolean> falsePositive = falses(detections.size());
    List<Boolean> missed = falses(groundTruths.size());
    VocObjects objects = new VocObjects();
    for (int index = 0; index < classCount; index++) {
      objects.replace(groundTruths, truthRows, index);
      for (int i = 0; i < detectionRows.size(index); i++) {
        int row = detectionRows.row(detectionRows.start(index) + i);
        Verdict verdict = objects.claim(detections.get(row).box());
        falsePositive.set(row, verdict == Verdict.FALSE_POSITIVE);
      }
      for (int i = 0; i < truthRows.size(index); i++) {
        missed.set(
            truthRows.row(truthRows.start(index) + i),
            !objects.isTaken(i) && !objects.isDifficult(i));
      }
    }
    return new ImageMatches(falsePositive, missed);
  }

  /** The number of false positives. */
  public int falsePositives() {
    return Collections.frequency(falsePositive, true);
  }

  /** The number of objects that are missed. */
  public int missedObjects() {
    return Collections.frequency(missed, true);
  }

  private static List<Boolean> falses(int count) {
    return new ArrayList<>(Collections.nCopies(count, false));
  }
}
