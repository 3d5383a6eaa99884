package io.boxstream.detection.transform;

import io.boxstream.detection.Box;
import io.boxstream.detection.GroundTruth;
import java.util.ArrayList;
import java.util.List;

/** A rectangle of whole pixels to cut out. */
record Region(int left, int top, int width, int height) {

  Region {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("region of %d×%d pixels".formatted(width, height));
    }
  }

  Box box() {
    return new Box(left, top, (double) left + width, (double) top + height);
  }

  /**
   * The objects whose centres lie inside (right and lower edge excluded), clipped to this region
   * and relative to it. Objects that become empty are dropped (SSD.md 3.3).
   */
  List<GroundTruth> crop(List<GroundTruth> objects) {
    List<GroundTruth> kept = new ArrayList<>();
    for (GroundTruth object : objects) {
      Box box = object.box();
      double x = (box.xMin() + box.xMax()) / 2;
      double y = (box.yMin() + box.yMax()) / 2;
      if (x >= left && x < left + width && y >= top && y < top + height) {
        Box cut = box.shifted(-left, -top).clipped(width, height);
        if (cut.xMin() < cut.xMax() && cut.yMin() < cut.yMax()) {
          kept.add(object.withBox(cut));
        }
      }
    }
    return kept;
  }
}
