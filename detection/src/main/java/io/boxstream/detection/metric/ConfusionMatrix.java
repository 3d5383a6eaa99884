package io.boxstream.detection.metric;

import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import java.util.Comparator;
import java.util.List;

/**
 * Which class was detected where an object of which class is, image by image, at Pascal VOC's
 * overlap of one half with its extra pixel.
 *
 * <p>Matching ignores classes. The detections of an image, best score first, claim the object with
 * the largest overlap if it is at least one half. One that claims none, or an object that a better
 * detection has claimed, was detected on background; an object that none claims was taken for
 * background. Difficult objects, and detections that claim them, are not counted.
 *
 * <p>Takes 4 (n + 1)² bytes for n classes. Not thread-safe.
 */
public final class ConfusionMatrix {

  private final int[][] counts;
  private final VocObjects objects = new VocObjects();

  /**
   * @param classCount number of foreground classes
   */
  public ConfusionMatrix(int classCount) {
    if (classCount < 1) {
      throw new IllegalArgumentException("no classes to compare: " + classCount);
    }
    this.counts = new int[classCount + 1][classCount + 1];
  }

  /**
   * Adds one image.
   *
   * @param groundTruths its objects
   * @param detections those that are to be counted, in the same coordinate frame
   * @throws IndexOutOfBoundsException if a class index is out of range
   */
  public void update(List<GroundTruth> groundTruths, List<Detection> detections) {
    objects.replace(groundTruths);
    List<Detection> ranked =
        detections.stream()
            .sorted(Comparator.comparingInt(one -> RankedMatches.rankOf(one.score())))
            .toList();
    for (Detection detection : ranked) {
      int closest = objects.closest(detection.box());
      if (closest < 0 || objects.isTaken(closest)) {
        counts[background()][detection.classIndex()]++;
      } else if (!objects.isDifficult(closest)) {
        objects.take(closest);
        counts[groundTruths.get(closest).classIndex()][detection.classIndex()]++;
      }
    }
    for (int i = 0; i < groundTruths.size(); i++) {
      if (!objects.isTaken(i) && !objects.isDifficult(i)) {
        counts[groundTruths.get(i).classIndex()][background()]++;
      }
    }
  }

  /** The index of background: that after the last class. */
  public int background() {
    return counts.length - 1;
  }

  /**
   * How often objects of a class were detected as a class.
   *
   * @param truth class of the objects, or {@link #background}
   * @param predicted class of the detections, or {@link #background}
   * @return 0 for background as background, which cannot be counted
   */
  public int count(int truth, int predicted) {
    return counts[truth][predicted];
  }
}
