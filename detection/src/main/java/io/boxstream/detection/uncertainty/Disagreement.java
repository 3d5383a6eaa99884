package io.boxstream.detection.uncertainty;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How much two detectors disagree about one image, as a number of boxes: those that one of them
 * finds and the other does not even suspect count 1, those that the other suspects count less.
 */
public final class Disagreement {

  private Disagreement() {}

  /**
   * The disagreement between the detections of two detectors. Boxes of the same class whose
   * intersection over union is at least {@link Uncertainty#SAME_OBJECT} are matched one to one:
   * first those that both find, the largest overlap first, then each remaining found one, the
   * highest score first, with the best supported one that the other detector does not find.
   *
   * @param one all detections of a detector, in any order; both in pixels of the same image
   * @param other those of the other one
   * @return from 0 to the number of boxes that are found; 0 if both find the same
   */
  public static double between(List<ScoredBox> one, List<ScoredBox> other) {
    Set<ScoredBox> matched = new HashSet<>();
    pairs(found(one), found(other))
        .sorted(Comparator.comparingDouble(Pair::overlap).reversed())
        .forEach(pair -> pair.match(matched));
    return unmatched(one, other, matched) + unmatched(other, one, matched);
  }

  private static double unmatched(
      List<ScoredBox> finder, List<ScoredBox> other, Set<ScoredBox> matched) {
    List<ScoredBox> suspected =
        new ArrayList<>(other.stream().filter(box -> !box.isFound()).toList());
    double disagreement = 0;
    List<ScoredBox> alone =
        found(finder).stream()
            .filter(box -> !matched.contains(box))
            .sorted(Comparator.comparingDouble(ScoredBox::score).reversed())
            .toList();
    for (ScoredBox box : alone) {
      ScoredBox partner =
          suspected.stream()
              .filter(candidate -> sameObject(box, candidate))
              .max(Comparator.comparingDouble(ScoredBox::support))
              .orElse(null);
      disagreement += partner == null ? 1 : 1 - partner.support();
      suspected.remove(partner);
    }
    return disagreement;
  }

  private static List<ScoredBox> found(List<ScoredBox> boxes) {
    return boxes.stream().filter(ScoredBox::isFound).toList();
  }

  private static Stream<Pair> pairs(List<ScoredBox> one, List<ScoredBox> other) {
    return one.stream()
        .flatMap(
            box ->
                other.stream()
                    .filter(candidate -> sameObject(box, candidate))
                    .map(candidate -> new Pair(box, candidate)));
  }

  private static boolean sameObject(ScoredBox one, ScoredBox other) {
    return one.label().equals(other.label()) && one.overlaps(other);
  }

  private record Pair(ScoredBox one, ScoredBox other) {

    double overlap() {
      return one.overlap(other);
    }

    void match(Set<ScoredBox> matched) {
      if (!matched.contains(one) && !matched.contains(other)) {
        matched.add(one);
        matched.add(other);
      }
    }
  }
}
