package io.boxstream.detection.metric;

/**
 * The cells that COCO's evaluation judges every detection in: each area range with each of ten
 * overlaps. A set of cells is the bits of a {@code long}.
 */
final class CocoCells {

  /** .50, .55, … .95. */
  static final int OVERLAPS = 10;

  static final int COUNT = AreaRange.values().length * OVERLAPS;

  private static final AreaRange[] AREAS = AreaRange.values();

  private CocoCells() {}

  static int cell(AreaRange area, int overlap) {
    return area.ordinal() * OVERLAPS + overlap;
  }

  /**
   * The least overlap that is a match, with the very float64 values that pycocotools has: the ninth
   * is a little less than 0.9.
   */
  static double minimumOverlap(int overlap) {
    return 0.5 + overlap * ((0.95 - 0.5) / 9);
  }

  /** The cells of a range. */
  static long of(AreaRange area) {
    return ((1L << OVERLAPS) - 1) << cell(area, 0);
  }

  /** The cells of the ranges that an area lies in. */
  static long containing(double area) {
    long cells = 0;
    for (AreaRange range : AREAS) {
      if (range.contains(area)) {
        cells |= of(range);
      }
    }
    return cells;
  }
}
