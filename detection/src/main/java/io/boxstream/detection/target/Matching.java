package io.boxstream.detection.target;

import java.util.Arrays;

/**
 * The three matching rules of SSD.md 4, on the overlaps of one image.
 *
 * <p>The first rule is defined on all N×M pairs sorted by overlap. Taking the best free pair M
 * times gives the same result without sorting: each object keeps its best free anchor, and only the
 * objects whose anchor was taken search again.
 */
final class Matching {

  private static final float SMALLEST_OVERLAP = 1e-12f;
  private static final float MINIMUM_OVERLAP = 0.5f;
  private static final int NONE = -1;

  private final AnchorCorners anchors;
  private final float[] objects;
  private final int objectCount;
  private final int[] matches;

  /** Per anchor, the object with the largest overlap (the first of several), and that overlap. */
  private final int[] bestObject;

  private final float[] bestOverlap;

  /** Per object, the anchor with the largest overlap (the first of several), and that overlap. */
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
   * Returns the index of the object that each anchor is matched to, or -1.
   *
   * @param anchors N anchors
   * @param objects M×4 corners
   */
  static int[] match(AnchorCorners anchors, float[] objects) {
    Matching matching = new Matching(anchors, objects);
    Arrays.fill(matching.matches, NONE);
    if (objects.length > 0) {
      for (int object = 0; object < matching.objectCount; object++) {
        matching.computeOverlaps(object);
      }
      float[] largest = matching.objectOverlap.clone();
      matching.matchBestPairs();
      matching.matchRemainingAnchors(largest);
    }
    return matching.matches;
  }

  /** Computes the overlaps of one object with all anchors, and updates the best matches of both. */
  private void computeOverlaps(int object) {
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

  /** Rule 1: matches the best free pair until no free pair overlaps. */
  private void matchBestPairs() {
    boolean[] paired = new boolean[objectCount];
    while (true) {
      int object = bestFreePair(paired);
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

  /**
   * The unpaired object with the largest overlap. Ties go to the lower anchor, then to the lower
   * object.
   */
  private int bestFreePair(boolean[] paired) {
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

  /**
   * Rules 2 and 3: matches an anchor whose overlap equals its object's largest, or is at least one
   * half.
   */
  private void matchRemainingAnchors(float[] largest) {
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
