package io.boxstream.detection.uncertainty;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.Box;

/**
 * A detection, and the score from which on its class counts as found.
 *
 * @param label name of the class, the same for every detector that knows it
 * @param score of the detection, in [0, 1]
 * @param threshold of the class, in [0, 1]
 * @param box in pixels of the image
 */
public record ScoredBox(String label, double score, double threshold, Box box) {

  public ScoredBox {
    requireNonNull(label, "label");
    requireNonNull(box, "box");
    if (!(score >= 0 && score <= 1 && threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "score and threshold must lie in [0, 1]: " + score + ", " + threshold);
    }
  }

  /** Whether the score reaches the threshold. */
  public boolean isFound() {
    return score >= threshold;
  }

  /**
   * How near the score is to the threshold: 1 at the threshold, falling linearly to 0 at the scores
   * 0 and 1.
   *
   * @return in [0, 1]
   */
  public double nearness() {
    if (score >= threshold) {
      return threshold == 1 ? 1 : (1 - score) / (1 - threshold);
    }
    return score / threshold;
  }

  /**
   * The score as a part of the threshold.
   *
   * @return in [0, 1]; 1 if the box is found
   */
  public double support() {
    return isFound() ? 1 : score / threshold;
  }

  boolean overlaps(ScoredBox other) {
    return overlap(other) >= Uncertainty.SAME_OBJECT;
  }

  double overlap(ScoredBox other) {
    return box.intersectionOverUnion(other.box);
  }
}
