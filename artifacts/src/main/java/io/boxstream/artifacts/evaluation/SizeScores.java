package io.boxstream.artifacts.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Results by object size, in pixels of the images.
 *
 * @param small objects up to 32² pixels
 * @param medium objects from 32² to 96² pixels
 * @param large objects from 96² pixels
 */
public record SizeScores(SizeScore small, SizeScore medium, SizeScore large) {
  public SizeScores {
    requireNonNull(small, "small");
    requireNonNull(medium, "medium");
    requireNonNull(large, "large");
  }

  /**
   * Results on objects of one size.
   *
   * @param groundTruths boxes that count (not difficult)
   * @param found those that are found at an overlap of .50 and the served thresholds
   * @param averagePrecision COCO's, over the overlaps .50 to .95; absent without ground truth
   * @param averageRecall COCO's with at most 100 detections per class and image, over the same
   *     overlaps; absent without ground truth
   */
  public record SizeScore(
      int groundTruths,
      int found,
      Optional<Double> averagePrecision,
      Optional<Double> averageRecall) {
    public SizeScore {
      Scores.require(averagePrecision, "averagePrecision");
      Scores.require(averageRecall, "averageRecall");
      if (found < 0 || found > groundTruths) {
        throw new IllegalArgumentException("found must be 0 to " + groundTruths + ": " + found);
      }
    }
  }
}
