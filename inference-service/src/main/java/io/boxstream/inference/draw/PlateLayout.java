package io.boxstream.inference.draw;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds a place for the plate of each label: at its box, inside the image, and on no other plate
 * where that can be avoided.
 */
final class PlateLayout {
  private static final int STEPS = 3;

  private final int width;
  private final int height;
  private final List<Plate> placed = new ArrayList<>();

  /** For an image of this size in pixels. */
  PlateLayout(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /**
   * Places the next plate; earlier ones stay where they are.
   *
   * @param box that it names
   * @param plateWidth of the plate
   * @param plateHeight of the plate
   * @return above the box if there is room, else one of the places around it
   */
  Plate place(Plate box, int plateWidth, int plateHeight) {
    Plate best = null;
    long least = Long.MAX_VALUE;
    for (Plate candidate : candidates(box, plateWidth, plateHeight)) {
      long hidden = placed.stream().mapToLong(candidate::overlap).sum();
      if (hidden < least) {
        best = candidate;
        least = hidden;
      }
    }
    placed.add(best);
    return best;
  }

  /** Best first. */
  private List<Plate> candidates(Plate box, int plateWidth, int plateHeight) {
    int right = box.right() - plateWidth;
    List<Plate> all = new ArrayList<>();
    for (int x : new int[] {box.left(), right}) {
      int above = box.top() - plateHeight;
      if (above >= 0) {
        all.add(at(x, above, plateWidth, plateHeight));
      }
      all.add(at(x, box.top(), plateWidth, plateHeight));
      all.add(at(x, box.bottom(), plateWidth, plateHeight));
      all.add(at(x, box.bottom() - plateHeight, plateWidth, plateHeight));
    }
    for (int step = 1; step <= STEPS; step++) {
      int away = step * plateHeight;
      all.add(at(box.left(), box.top() + away, plateWidth, plateHeight));
      all.add(at(box.left() - plateWidth, box.top() + away - plateHeight, plateWidth, plateHeight));
      all.add(at(box.right(), box.top() + away - plateHeight, plateWidth, plateHeight));
      all.add(at(box.left(), box.top() - away - plateHeight, plateWidth, plateHeight));
      all.add(at(box.left(), box.bottom() + away, plateWidth, plateHeight));
    }
    return all;
  }

  private Plate at(int left, int top, int plateWidth, int plateHeight) {
    return new Plate(left, top, plateWidth, plateHeight).inside(width, height);
  }
}
