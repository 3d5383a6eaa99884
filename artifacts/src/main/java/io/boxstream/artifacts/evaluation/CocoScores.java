package io.boxstream.artifacts.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The twelve figures of COCO's evaluation, in pixels of the images; each is absent without ground
 * truth of its size.
 *
 * @param precision average precisions
 * @param recall average recalls, over the overlaps .50 to .95
 */
public record CocoScores(Precision precision, Recall recall) {
  public CocoScores {
    requireNonNull(precision, "precision");
    requireNonNull(recall, "recall");
  }

  /**
   * Average precisions, over the overlaps .50 to .95 where none is named.
   *
   * @param all objects of all sizes: COCO's main figure
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
   * @param best1 with the best detection of a class in an image
   * @param best10 with the best ten
   * @param best100 with the best hundred, as those that follow
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
