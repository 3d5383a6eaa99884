package io.boxstream.artifacts.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The twelve COCO metrics, with sizes in pixels of the images; each is absent if there is no ground
 * truth of its size.
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
   * @param small objects up to 32² pixels
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
      Scores.require(all, "all");
      Scores.require(at50, "at50");
      Scores.require(at75, "at75");
      Scores.require(small, "small");
      Scores.require(medium, "medium");
      Scores.require(large, "large");
    }
  }

  /**
   * Average recalls.
   *
   * @param best1 with the best detection per class and image
   * @param best10 with the best ten
   * @param best100 with the best hundred, like the recalls that follow
   * @param small objects up to 32² pixels
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
      Scores.require(best1, "best1");
      Scores.require(best10, "best10");
      Scores.require(best100, "best100");
      Scores.require(small, "small");
      Scores.require(medium, "medium");
      Scores.require(large, "large");
    }
  }
}
