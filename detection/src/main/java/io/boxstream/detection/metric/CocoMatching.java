package io.boxstream.detection.metric;

import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.metric.CocoGroundTruth.Role;
import java.util.Arrays;
import java.util.List;

/**
 * Matches the detections of one class in one image with its objects, in every cell, as pycocotools
 * does. Detections are processed best score first. Each is matched to the free object with the
 * largest overlap (the last of several), and to an ignored object only if it matches no other.
 * Reuses its memory.
 */
final class CocoMatching {

  // Rounding can make an overlap of exactly one slightly smaller.
  private static final double HIGHEST_MINIMUM = 1 - 1e-10;

  private static final AreaRange[] AREAS = AreaRange.values();

  private int objects;
  private CocoGroundTruth[] truths = new CocoGroundTruth[0];
  // Objects in the order for the current area range: the wanted ones, then the others.
  private int[] order = new int[0];
  private int wanted;
  private boolean[] taken = new boolean[0];
  // One row of overlaps per detection.
  private double[] overlaps = new double[0];
  private long[] counted = new long[0];
  private long[] right = new long[0];

  /** Replaces the objects with those of another class. */
  void replace(List<CocoGroundTruth> all, RowsByClass rows, int classIndex) {
    objects = rows.size(classIndex);
    if (truths.length < objects) {
      truths = new CocoGroundTruth[2 * objects];
      order = new int[2 * objects];
      taken = new boolean[2 * objects];
    }
    for (int i = 0; i < objects; i++) {
      truths[i] = all.get(rows.row(rows.start(classIndex) + i));
    }
  }

  /** The number of objects of a size that the detector should find. */
  int wanted(AreaRange area) {
    int count = 0;
    for (int i = 0; i < objects; i++) {
      count += isWanted(i, area) ? 1 : 0;
    }
    return count;
  }

  /**
   * Matches the first detections of a class.
   *
   * @param count number of detections to match
   */
  void match(List<Detection> detections, RowsByClass rows, int classIndex, int count) {
    prepare(count);
    boolean overlapping = false;
    for (int i = 0; i < count; i++) {
      Box box = detections.get(rows.row(rows.start(classIndex) + i)).box();
      counted[i] = CocoCells.containing(area(box));
      right[i] = 0;
      overlapping |= computeOverlaps(i, box);
    }
    if (!overlapping) {
      return;
    }
    for (AreaRange area : AREAS) {
      orderObjects(area);
      for (int overlap = 0; overlap < CocoCells.OVERLAPS; overlap++) {
        matchIn(CocoCells.cell(area, overlap), CocoCells.minimumOverlap(overlap), count);
      }
    }
  }

  /** Cells in which a detection is a true or false positive. */
  long counted(int detection) {
    return counted[detection];
  }

  /** Cells in which a detection is a true positive. */
  long right(int detection) {
    return right[detection];
  }

  private void prepare(int count) {
    if (counted.length < count) {
      counted = new long[count];
      right = new long[count];
    }
    if (overlaps.length < count * objects) {
      overlaps = new double[2 * count * objects];
    }
  }

  /**
   * Computes the overlaps of a detection. Returns whether any is large enough for a match in some
   * cell.
   */
  private boolean computeOverlaps(int detection, Box box) {
    boolean enough = false;
    for (int i = 0; i < objects; i++) {
      double overlap = overlap(box, truths[i]);
      overlaps[detection * objects + i] = overlap;
      enough |= overlap >= CocoCells.minimumOverlap(0);
    }
    return enough;
  }

  private void orderObjects(AreaRange area) {
    wanted = 0;
    for (int i = 0; i < objects; i++) {
      if (isWanted(i, area)) {
        order[wanted++] = i;
      }
    }
    int last = wanted;
    for (int i = 0; i < objects; i++) {
      if (!isWanted(i, area)) {
        order[last++] = i;
      }
    }
  }

  private void matchIn(int cell, double minimumOverlap, int count) {
    Arrays.fill(taken, 0, objects, false);
    long bit = 1L << cell;
    for (int detection = 0; detection < count; detection++) {
      int position = closest(detection, Math.min(minimumOverlap, HIGHEST_MINIMUM));
      if (position < 0) {
        continue;
      }
      taken[order[position]] = true;
      if (position < wanted) {
        counted[detection] |= bit;
        right[detection] |= bit;
      } else {
        counted[detection] &= ~bit;
      }
    }
  }

  /** Position in {@link #order} of the object that a detection is matched to, or -1. */
  private int closest(int detection, double minimumOverlap) {
    int best = -1;
    double least = minimumOverlap;
    for (int position = 0; position < objects; position++) {
      if (position == wanted && best >= 0) {
        return best;
      }
      int object = order[position];
      double overlap = overlaps[detection * objects + object];
      if (overlap >= least && (!taken[object] || truths[object].role() == Role.CROWD)) {
        best = position;
        least = overlap;
      }
    }
    return best;
  }

  private boolean isWanted(int object, AreaRange area) {
    return truths[object].role() == Role.WANTED && area.contains(truths[object].area());
  }

  private static double overlap(Box box, CocoGroundTruth truth) {
    Box other = truth.box();
    double width = Math.min(box.xMax(), other.xMax()) - Math.max(box.xMin(), other.xMin());
    double height = Math.min(box.yMax(), other.yMax()) - Math.max(box.yMin(), other.yMin());
    if (width <= 0 || height <= 0) {
      return 0;
    }
    double intersection = width * height;
    return truth.role() == Role.CROWD
        ? intersection / area(box)
        : intersection / (area(box) + area(other) - intersection);
  }

  /**
   * Unlike {@link Box#area}, negative if the corners are out of order, and then in no area range.
   */
  private static double area(Box box) {
    return box.width() * box.height();
  }
}
