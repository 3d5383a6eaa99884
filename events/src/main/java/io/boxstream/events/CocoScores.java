package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The twelve COCO metrics; each is empty if there is no ground truth of its size.
 *
 * @param precision average precisions
 * @param recall average recalls, averaged over the overlaps .50 to .95
 */
public record CocoScores(Precision precision, Recall recall) {
  public CocoScores {
    requireNonNull(precision, "precision");
    requireNonNull(recall, "recall");
  }

  /**
   * Average precisions, averaged over the overlaps .50 to .95 unless one is given.
   *
   * @param all objects of all sizes: COCO's primary metric
   * @param at50 at an overlap of .50
   * @param at75 at an overlap of .75
   * @param small objects up to 32² pixels of the image
   * @param medium objects from 32² to 96² pixels
   * @param large objects from 96² pixels
   */
  public record Precision(
      Optional<Double> all,
      Optional<Double> at50,
      Optional<Double> at75,
      Optional<Double> small,
      Optional<Double> medium,
      Optional<Double> large) {
    public Precision {
      fraction(all, "all");
      fraction(at50, "at50");
      fraction(at75, "at75");
      fraction(small, "small");
      fraction(medium, "medium");
      fraction(large, "large");
    }
  }

  /**
   * Average recalls.
   *
   * @param best1 with the best detection per class and image
   * @param best10 with the best ten
   * @param best100 with the best hundred, like the recalls that follow
   * @param small objects up to 32² pixels of the image
   * @param medium objects from 32² to 96² pixels
   * @param large objects from 96² pixels
   */
  public record Recall(
      Optional<Double> best1,
      Optional<Double> best10,
      Optional<Double> best100,
      Optional<Double> small,
      Optional<Double> medium,
      Optional<Double> large) {
    public Recall {
      fraction(best1, "best1");
      fraction(best10, "best10");
      fraction(best100, "best100");
      fraction(small, "small");
      fraction(medium, "medium");
      fraction(large, "large");
    }
  }

  private static void fraction(Optional<Double> value, String field) {
    requireNonNull(value, field).ifPresent(present -> Checks.fraction(present, field));
  }
}
