package io.boxstream.dataset.quality;

import io.boxstream.events.DetectedBox;
import io.boxstream.events.LabelledBox;

/** Intersection over union: 0 for boxes that only touch, 1 for equal boxes; symmetric. */
public final class Overlap {
  private Overlap() {}

  /** Of two labels. */
  public static double of(LabelledBox a, LabelledBox b) {
    return of(
        Math.min(a.xMax(), b.xMax()) - Math.max(a.xMin(), b.xMin()),
        Math.min(a.yMax(), b.yMax()) - Math.max(a.yMin(), b.yMin()),
        area(a) + area(b));
  }

  /** Of a label and a detection. */
  public static double of(LabelledBox a, DetectedBox b) {
    return of(
        Math.min(a.xMax(), b.xMax()) - Math.max(a.xMin(), b.xMin()),
        Math.min(a.yMax(), b.yMax()) - Math.max(a.yMin(), b.yMin()),
        area(a) + area(b));
  }

  /** Of two detections. */
  public static double of(DetectedBox a, DetectedBox b) {
    return of(
        Math.min(a.xMax(), b.xMax()) - Math.max(a.xMin(), b.xMin()),
        Math.min(a.yMax(), b.yMax()) - Math.max(a.yMin(), b.yMin()),
        area(a) + area(b));
  }

  private static double of(double width, double height, double areas) {
    if (width <= 0 || height <= 0) {
      return 0;
    }
    return width * height / (areas - width * height);
  }

  private static double area(LabelledBox box) {
    return (box.xMax() - box.xMin()) * (box.yMax() - box.yMin());
  }

  private static double area(DetectedBox box) {
    return (box.xMax() - box.xMin()) * (box.yMax() - box.yMin());
  }
}
