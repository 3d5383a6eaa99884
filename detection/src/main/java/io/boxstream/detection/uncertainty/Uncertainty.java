package io.boxstream.detection.uncertainty;

import java.util.List;

/**
 * How unsure a detector is of one image. Uncertainty is a number of open questions: boxes that are
 * neither found nor ruled out, and objects for which two classes compete. Questions add up over the
 * image, because a person who labels the image answers all of them. The sum over boxes was also the
 * best of the aggregations in C.-A. Brust et al., "Active Learning for Deep Object Detection"
 * (VISAPP 2019), section 3.2; their margin is between classes, here it is to the threshold at which
 * the class is served.
 *
 * @param undecided sum over the boxes of how near their scores are to the threshold, not negative
 * @param conflicts sum over pairs of boxes of different classes on one object of how well the
 *     weaker one is supported, not negative
 * @param nearThreshold boxes that are nearer to their threshold than to certainty
 * @param found boxes that reach their threshold
 */
public record Uncertainty(double undecided, double conflicts, int nearThreshold, int found) {

  /** Intersection over union from which on two boxes count as the same object. */
  public static final double SAME_OBJECT = 0.5;

  /** From this number on, boxes near the threshold are many. */
  public static final int MANY = 5;

  /** Open questions that make a score of one half. */
  private static final double HALF = 4;

  public Uncertainty {
    if (!(undecided >= 0 && conflicts >= 0) || nearThreshold < 0 || found < 0) {
      throw new IllegalArgumentException(
          "negative: %s, %s, %d, %d".formatted(undecided, conflicts, nearThreshold, found));
    }
  }

  /**
   * The uncertainty about an image.
   *
   * @param boxes all detections in it, also those far below the threshold; in any order
   */
  public static Uncertainty of(List<ScoredBox> boxes) {
    double undecided = 0;
    int near = 0;
    int found = 0;
    for (ScoredBox box : boxes) {
      undecided += ramp(box.nearness());
      near += isNear(box) ? 1 : 0;
      found += box.isFound() ? 1 : 0;
    }
    return new Uncertainty(undecided, conflicts(boxes), near, found);
  }

  /**
   * How much an image is worth labelling, from a number of open questions.
   *
   * @param questions not negative
   * @return in [0, 1): q / (q + 4), so that four questions make one half
   */
  public static double score(double questions) {
    if (!(questions >= 0)) {
      throw new IllegalArgumentException("questions must not be negative: " + questions);
    }
    return Double.isInfinite(questions) ? 1 : questions / (questions + HALF);
  }

  /** All open questions: undecided boxes and conflicts. */
  public double questions() {
    return undecided + conflicts;
  }

  /** The {@link #score(double)} of all open questions. */
  public double score() {
    return score(questions());
  }

  private static boolean isNear(ScoredBox box) {
    return box.nearness() >= 0.5;
  }

  /** 0 up to one half, then linearly to 1: the many boxes of background do not add up. */
  private static double ramp(double part) {
    return Math.max(0, 2 * part - 1);
  }

  private static double conflicts(List<ScoredBox> boxes) {
    List<ScoredBox> supported = boxes.stream().filter(box -> box.support() >= 0.5).toList();
    double conflicts = 0;
    for (int i = 0; i < supported.size(); i++) {
      for (int j = 0; j < i; j++) {
        ScoredBox one = supported.get(i);
        ScoredBox other = supported.get(j);
        if (!one.label().equals(other.label()) && one.overlaps(other)) {
          conflicts += ramp(Math.min(one.support(), other.support()));
        }
      }
    }
    return conflicts;
  }
}
