package io.boxstream.inference.rollout;

import io.boxstream.artifacts.rollout.BoxDifferences;
import io.boxstream.detection.Box;
import io.boxstream.events.DetectedBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Matches the boxes of two models in one image: a pair overlaps by an intersection over union of at
 * least 0.5. Pairs of one class are made first, the largest overlap first, then pairs of the boxes
 * that are left, whatever their classes. A box is in one pair at most.
 */
final class BoxMatching {
  /** Intersection over union from which on two boxes are of one object. */
  static final double SAME_OBJECT = 0.5;

  private static final BoxDifferences MATCHED = new BoxDifferences(1, 0, 0, 0);
  private static final BoxDifferences RELABELLED = new BoxDifferences(0, 1, 0, 0);
  private static final BoxDifferences ONLY_CHAMPION = new BoxDifferences(0, 0, 1, 0);
  private static final BoxDifferences ONLY_CHALLENGER = new BoxDifferences(0, 0, 0, 1);

  private BoxMatching() {}

  /**
   * Compares.
   *
   * @param champion boxes that the champion finds
   * @param challenger boxes that the challenger finds in the same image
   * @return by class; a pair counts for the class that the champion says
   */
  static SortedMap<String, BoxDifferences> compare(
      List<DetectedBox> champion, List<DetectedBox> challenger) {
    SortedMap<String, BoxDifferences> perClass = new TreeMap<>();
    List<DetectedBox> left = new ArrayList<>(champion);
    List<DetectedBox> right = new ArrayList<>(challenger);
    for (Pair pair : pairs(left, right, (one, other) -> one.label().equals(other.label()))) {
      count(perClass, pair.champion(), MATCHED);
    }
    for (Pair pair : pairs(left, right, (one, other) -> true)) {
      count(perClass, pair.champion(), RELABELLED);
    }
    left.forEach(box -> count(perClass, box, ONLY_CHAMPION));
    right.forEach(box -> count(perClass, box, ONLY_CHALLENGER));
    return perClass;
  }

  /** Makes pairs, and removes their boxes from both lists. */
  private static List<Pair> pairs(
      List<DetectedBox> left,
      List<DetectedBox> right,
      BiPredicate<DetectedBox, DetectedBox> possible) {
    List<Pair> candidates = new ArrayList<>();
    for (DetectedBox one : left) {
      for (DetectedBox other : right) {
        double overlap = box(one).intersectionOverUnion(box(other));
        if (overlap >= SAME_OBJECT && possible.test(one, other)) {
          candidates.add(new Pair(one, other, overlap));
        }
      }
    }
    candidates.sort(Comparator.comparingDouble(Pair::overlap).reversed());
    List<Pair> made = new ArrayList<>();
    for (Pair pair : candidates) {
      int first = identityIndex(left, pair.champion());
      int second = identityIndex(right, pair.challenger());
      if (first >= 0 && second >= 0) {
        left.remove(first);
        right.remove(second);
        made.add(pair);
      }
    }
    return made;
  }

  /** Two boxes may be equal and are two boxes all the same. */
  private static int identityIndex(List<DetectedBox> boxes, DetectedBox wanted) {
    for (int index = 0; index < boxes.size(); index++) {
      if (boxes.get(index) == wanted) {
        return index;
      }
    }
    return -1;
  }

  private static void count(
      SortedMap<String, BoxDifferences> perClass, DetectedBox box, BoxDifferences one) {
    perClass.merge(box.label(), one, BoxDifferences::plus);
  }

  private static Box box(DetectedBox box) {
    return new Box(box.xMin(), box.yMin(), box.xMax(), box.yMax());
  }

  private record Pair(DetectedBox champion, DetectedBox challenger, double overlap) {}
}
