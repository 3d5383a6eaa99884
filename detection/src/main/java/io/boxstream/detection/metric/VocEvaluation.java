package io.boxstream.detection.metric;

import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.metric.ScoredMatches.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pascal VOC's evaluation at an overlap of one half, picture by picture (SSD.md 8.1), in float32
 * like the reference.
 *
 * <p>Boxes count one pixel more to the right and below, so the frame matters: the reference
 * evaluates in pixels of the network input, detections clipped to it. Among equal scores the one
 * that came first goes first. Not safe for several threads.
 */
public final class VocEvaluation {

  private static final float MINIMUM_OVERLAP = 0.5f;

  private final List<ScoredMatches> classes;
  private int pictures;

  /**
   * @param classCount foreground classes
   */
  public VocEvaluation(int classCount) {
    if (classCount < 1) {
      throw new IllegalArgumentException("no classes to evaluate: " + classCount);
    }
    this.classes = IntStream.range(0, classCount).mapToObj(index -> new ScoredMatches()).toList();
  }

  /**
   * Takes in one picture.
   *
   * @param groundTruths its objects
   * @param detections what was found in it, in the same frame
   */
  public void update(List<GroundTruth> groundTruths, List<Detection> detections) {
    for (int index = 0; index < classes.size(); index++) {
      int wanted = index;
      List<GroundTruth> objects =
          groundTruths.stream().filter(truth -> truth.classIndex() == wanted).toList();
      List<Detection> found =
          detections.stream()
              .filter(detection -> detection.classIndex() == wanted)
              .sorted(Comparator.comparing(Detection::score).reversed())
              .toList();
      match(objects, found, classes.get(index));
    }
    pictures++;
  }

  /** Pictures taken in so far. */
  public int pictures() {
    return pictures;
  }

  /** The average precisions of all that was taken in so far. */
  public VocResult result(VocAveragePrecision kind) {
    List<Double> perClass = new ArrayList<>();
    classes.forEach(matches -> perClass.add(matches.averagePrecision(kind)));
    return new VocResult(perClass);
  }

  private static void match(
      List<GroundTruth> objects, List<Detection> found, ScoredMatches matches) {
    matches.addObjects((int) objects.stream().filter(truth -> !truth.difficult()).count());
    boolean[] taken = new boolean[objects.size()];
    for (Detection detection : found) {
      matches.add(detection.score(), verdict(objects, taken, detection.box()));
    }
  }

  /**
   * Looks only at the object that overlaps most: a duplicate never falls back to its second choice.
   */
  private static Verdict verdict(List<GroundTruth> objects, boolean[] taken, Box box) {
    int best = -1;
    float bestOverlap = 0;
    for (int i = 0; i < objects.size(); i++) {
      float overlap = overlap(box, objects.get(i).box());
      if (best < 0 || overlap > bestOverlap) {
        best = i;
        bestOverlap = overlap;
      }
    }
    if (best < 0 || bestOverlap < MINIMUM_OVERLAP) {
      return Verdict.FALSE_POSITIVE;
    }
    if (objects.get(best).difficult()) {
      return Verdict.IGNORED;
    }
    boolean duplicate = taken[best];
    taken[best] = true;
    return duplicate ? Verdict.FALSE_POSITIVE : Verdict.TRUE_POSITIVE;
  }

  private static float overlap(Box a, Box b) {
    float width = extent(a.xMin(), a.xMax(), b.xMin(), b.xMax());
    float height = extent(a.yMin(), a.yMax(), b.yMin(), b.yMax());
    if (width <= 0 || height <= 0) {
      return 0;
    }
    float intersection = width * height;
    return intersection / (area(a) + area(b) - intersection);
  }

  private static float extent(double aFrom, double aTo, double bFrom, double bTo) {
    return Math.min((float) aTo + 1, (float) bTo + 1) - Math.max((float) aFrom, (float) bFrom);
  }

  private static float area(Box box) {
    float width = ((float) box.xMax() + 1) - (float) box.xMin();
    float height = ((float) box.yMax() + 1) - (float) box.yMin();
    return width * height;
  }
}
