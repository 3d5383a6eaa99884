package io.boxstream.detection.metric;

/**
 * The cells of COCO's evaluation: each combination of an area range and one of ten overlaps. Every
 * detection is evaluated in all cells. A {@code long} holds a set of cells, one bit per cell.
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
   * The minimum overlap of a match, with exactly the float64 values of pycocotools: the ninth is
   * slightly less than 0.9.
   */
  static double minimumOverlap(int overlap) {
    return 0.5 + overlap * ((0.95 - 0.5) / 9);
  }

  /** The cells of an area range. */
  static long of(AreaRange area) {
    return ((1L << OVERLAPS) - 1) << cell(area, 0);
  }

  /** The cells of the area ranges that contain an area. */
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
