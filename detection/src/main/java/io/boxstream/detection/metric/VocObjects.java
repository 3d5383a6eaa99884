package io.boxstream.detection.metric;

import io.boxstream.detection.Box;
import io.boxstream.detection.GroundTruth;
import java.util.List;

/**
 * The objects of one image, of one class or of all, as the VOC metric measures them: in float32,
 * extended by one pixel to the right and below. Reuses its memory.
 */
final class VocObjects {

  private static final float MINIMUM_OVERLAP = 0.5f;

  private int count;
  private int wanted;
  private float[] left = new float[0];
  private float[] top = new float[0];
  private float[] right = new float[0];
  private float[] bottom = new float[0];
  private float[] area = new float[0];
  private boolean[] difficult = new boolean[0];
  private boolean[] taken = new boolean[0];

  /** The result of matching a detection. */
  enum Verdict {
    TRUE_POSITIVE,
    FALSE_POSITIVE,
    /** The detection matches a difficult object: neither a true nor a false positive. */
    IGNORED
  }

  /** Replaces the objects with those of another class, none of which is found yet. */
  void replace(List<GroundTruth> truths, RowsByClass rows, int classIndex) {
    clear(rows.size(classIndex));
    for (int i = 0; i < count; i++) {
      set(i, truths.get(rows.row(rows.start(classIndex) + i)));
    }
  }

  /** Replaces the objects with those of all classes, none of which is found yet. */
  void replace(List<GroundTruth> truths) {
    clear(truths.size());
    for (int i = 0; i < count; i++) {
      set(i, truths.get(i));
    }
  }

  /** The number of objects to find: all except the difficult ones. */
  int wanted() {
    return wanted;
  }

  /**
   * Matches a detection to the object with the largest overlap, and only to that one: a duplicate
   * is never matched to the object with the second largest overlap.
   */
  Verdict claim(Box box) {
    int best = closest(box);
    if (best < 0) {
      return Verdict.FALSE_POSITIVE;
    }
    if (difficult[best]) {
      return Verdict.IGNORED;
    }
    boolean duplicate = taken[best];
    taken[best] = true;
    return duplicate ? Verdict.FALSE_POSITIVE : Verdict.TRUE_POSITIVE;
  }

  /** Whether a detection has claimed an object. */
  boolean isTaken(int object) {
    return taken[object];
  }

  /** Claims an object for a detection. */
  void take(int object) {
    taken[object] = true;
  }

  /** Whether an object is not to be found. */
  boolean isDifficult(int object) {
    return difficult[object];
  }

  /**
   * The object with the largest overlap, the first of several; -1 if no overlap reaches one half.
   */
  int closest(Box box) {
    float boxLeft = (float) box.xMin();
    float boxTop = (float) box.yMin();
    float boxRight = (float) box.xMax() + 1;
    float boxBottom = (float) box.yMax() + 1;
    float boxArea = (boxRight - boxLeft) * (boxBottom - boxTop);
    int best = -1;
    float bestOverlap = 0;
    for (int i = 0; i < count; i++) {
      float width = Math.min(boxRight, right[i]) - Math.max(boxLeft, left[i]);
      float height = Math.min(boxBottom, bottom[i]) - Math.max(boxTop, top[i]);
      if (width > 0 && height > 0) {
        float intersection = width * height;
        float overlap = intersection / (boxArea + area[i] - intersection);
        if (overlap > bestOverlap) {
          best = i;
          bestOverlap = overlap;
        }
      }
    }
    return bestOverlap < MINIMUM_OVERLAP ? -1 : best;
  }

  private void clear(int size) {
    count = size;
    wanted = 0;
    if (count > left.length) {
      grow(2 * count);
    }
  }

  private void set(int i, GroundTruth truth) {
    Box box = truth.box();
    left[i] = (float) box.xMin();
    top[i] = (float) box.yMin();
    right[i] = (float) box.xMax() + 1;
    bottom[i] = (float) box.yMax() + 1;
    area[i] = (right[i] - left[i]) * (bottom[i] - top[i]);
    difficult[i] = truth.difficult();
    taken[i] = false;
    wanted += truth.difficult() ? 0 : 1;
  }

  private void grow(int capacity) {
    left = new float[capacity];
    top = new float[capacity];
    right = new float[capacity];
    bottom = new float[capacity];
    area = new float[capacity];
    difficult = new boolean[capacity];
    taken = new boolean[capacity];
  }
}
