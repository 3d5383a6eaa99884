package io.boxstream.detection.transform;

import io.boxstream.detection.Box;
import io.boxstream.detection.GroundTruth;
import java.util.List;

/** Transforms boxes when their image is resized or mirrored (SSD.md 3.3). */
final class Boxes {

  private Boxes() {}

  static List<GroundTruth> scaled(List<GroundTruth> objects, double horizontal, double vertical) {
    return objects.stream()
        .map(object -> object.withBox(object.box().scaled(horizontal, vertical)))
        .toList();
  }

  static List<GroundTruth> shifted(List<GroundTruth> objects, double x, double y) {
    return objects.stream().map(object -> object.withBox(object.box().shifted(x, y))).toList();
  }

  /** Mirrors edges, not pixel centres: x becomes width - x, not width - 1 - x. */
  static List<GroundTruth> mirrored(List<GroundTruth> objects, double width) {
    return objects.stream().map(object -> object.withBox(mirrored(object.box(), width))).toList();
  }

  /** Drops the boxes whose width or height is below the minimum. */
  static List<GroundTruth> atLeast(List<GroundTruth> objects, double pixels) {
    return objects.stream()
        .filter(object -> object.box().width() >= pixels && object.box().height() >= pixels)
        .toList();
  }

  private static Box mirrored(Box box, double width) {
    return new Box(width - box.xMax(), box.yMin(), width - box.xMin(), box.yMax());
  }
}
