package io.boxstream.detection.metric;

/** COCO's object sizes, in square pixels of the image; both bounds are inclusive. */
public enum AreaRange {
  /** Every object. */
  ALL(0, 1e10),
  /** Up to 32². */
  SMALL(0, 1024),
  /** From 32² to 96². */
  MEDIUM(1024, 9216),
  /** From 96². */
  LARGE(9216, 1e10);

  private final double least;
  private final double most;

  AreaRange(double least, double most) {
    this.least = least;
    this.most = most;
  }

  /** Whether an area lies in this range. */
  public boolean contains(double area) {
    return area >= least && area <= most;
  }
}
