package io.boxstream.detection.target;

import java.util.Arrays;

/**
 * The three matching rules of SSD.md 4, on the overlaps of one image.
 *
 * <p>The first rule is defined on all N×M pairs sorted by overlap. The same result comes from
 * taking, M times, the best free pair: each object keeps its best free anchor, and only the objects
 * whose anchor was taken look again.
 */
final class Matching {

  private static final float SMALLEST_OVERLAP = 1e-12f;
  private static final float MINIMUM_OVERLAP = 0.5f;
  private static final int NONE = -1;

  private final AnchorCorners anchors;
  private final float[] objects;
  private final int objectCount;
  private final int[] matches;

  /** Per anchor, the first object that overlaps it most, and how much. */
  private final int[] bestObject;

  private final float[] bestOverlap;

  /** Per object, its first best anchor, and how much they overlap. */
  private final int[] bestAnchor;

  private final float[] objectOverlap;

  private Matching(AnchorCorners anchors, float[] objects) {
    this.anchors = anchors;
    this.objects = objects;
    this.objectCount = objects.length / 4;
    this.matches = new int[anchors.count()];
    this.bestObject = new int[anchors.count()];
    this.bestOverlap = new float[anchors.count()];
    this.bestAnchor = new int[objectCount];
    this.objectOverlap = new float[objectCount];
  }

  /**
   * The object of each anchor, or -1.
   *
   * @param anchors N anchors
   * @param objects M×4 corners
   */
  static int[] match(AnchorCorners anchors, float[] objects) {
    Matching matching = new Matching(anchors, objects);
    Arrays.fill(matching.matches, NONE);
    if (objects.length > 0) {
      for (int object = 0; object < matching.objectCount; object++) {
        matching.overlapAll(object);
      }
      float[] largest = matching.objectOverlap.clone();
      matching.pairOff();
      matching.matchTheRest(largest);
    }
    return matching.matches;
  }

  /** The overlaps of one object with all anchors: what is best for it, and for each of them. */
  private void overlapAll(int object) {
    int best = NONE;
    float largest = -1;
    for (int anchor = 0; anchor < matches.length; anchor++) {
      float overlap = overlap(anchor, object);
      if (overlap > largest) {
        largest = overlap;
        best = anchor;
      }
      if (overlap > bestOverlap[anchor]) {
        bestOverlap[anchor] = overlap;
        bestObject[anchor] = object;
      }
    }
    bestAnchor[object] = best;
    objectOverlap[object] = largest;
  }

  /** Rule 1: the best free pair, until no free pair overlaps. */
  private void pairOff() {
    boolean[] paired = new boolean[objectCount];
    while (true) {
      int object = bestFree(paired);
      if (object == NONE || !(objectOverlap[object] > SMALLEST_OVERLAP)) {
        return;
      }
      int taken = bestAnchor[object];
      matches[taken] = object;
      paired[object] = true;
      for (int other = 0; other < objectCount; other++) {
        if (!paired[other] && bestAnchor[other] == taken) {
          findFreeAnchor(other);
        }
      }
    }
  }

  /** Ties go to the lower anchor; for the same anchor, to the lower object. */
  private int bestFree(boolean[] paired) {
    int best = NONE;
    for (int object = 0; object < objectCount; object++) {
      if (paired[object]) {
        continue;
      }
      if (best == NONE
          || objectOverlap[object] > objectOverlap[best]
          || (objectOverlap[object] == objectOverlap[best]
              && bestAnchor[object] < bestAnchor[best])) {
        best = object;
      }
    }
    return best;
  }

  private void findFreeAnchor(int object) {
    int best = NONE;
    float largest = -1;
    for (int anchor = 0; anchor < matches.length; anchor++) {
      if (matches[anchor] == NONE) {
        float overlap = overlap(anchor, object);
        if (overlap > largest) {
          largest = overlap;
          best = anchor;
        }
      }
    }
    bestAnchor[object] = best;
    objectOverlap[object] = largest;
  }

  /** Rules 2 and 3: as good as the best anchor of its best object, or overlapping it by half. */
  private void matchTheRest(float[] largest) {
    for (int anchor = 0; anchor < matches.length; anchor++) {
      float overlap = bestOverlap[anchor];
      int object = bestObject[anchor];
      boolean tied = overlap + SMALLEST_OVERLAP >= largest[object];
      if (matches[anchor] == NONE && (tied || overlap >= MINIMUM_OVERLAP)) {
        matches[anchor] = object;
      }
    }
  }

  private float overlap(int anchor, int object) {
    float xMin = objects[4 * object];
    float yMin = objects[4 * object + 1];
    float xMax = objects[4 * object + 2];
    float yMax = objects[4 * object + 3];
    float width = Math.min(anchors.xMax()[anchor], xMax) - Math.max(anchors.xMin()[anchor], xMin);
    float height = Math.min(anchors.yMax()[anchor], yMax) - Math.max(anchors.yMin()[anchor], yMin);
    if (!(width > 0) || !(height > 0)) {
      return 0;
    }
    float intersection = width * height;
    return intersection / (anchors.area()[anchor] + (xMax - xMin) * (yMax - yMin) - intersection);
  }
}
