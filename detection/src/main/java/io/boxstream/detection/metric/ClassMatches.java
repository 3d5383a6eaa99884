package io.boxstream.detection.metric;

/**
 * Which detections of one class are true positives, image by image, as Pascal VOC's metric counts
 * them. It is all that the class's average precision needs, for the data set and for any selection
 * of its images. Detections of difficult objects do not count and are not here.
 *
 * <p>Immutable. Takes 5 bytes per detection and 8 bytes per image.
 */
public final class ClassMatches {

  private final int[] groundTruths;
  private final int[] detections;
  private final float[] scores;
  private final boolean[] correct;

  /**
   * @param groundTruths objects to find in each image, N values, not negative
   * @param detections number of detections in each image, N values, not negative
   * @param scores scores in [0, 1] of the detections, first those of the first image; as many as
   *     {@code detections} adds up to
   * @param correct whether each of these detections is a true positive
   * @throws IllegalArgumentException if the lengths do not agree or a value is out of range
   */
  public ClassMatches(int[] groundTruths, int[] detections, float[] scores, boolean[] correct) {
    this.groundTruths = groundTruths.clone();
    this.detections = detections.clone();
    this.scores = scores.clone();
    this.correct = correct.clone();
    long total = 0;
    for (int count : this.detections) {
      total += requireNotNegative(count, "detections");
    }
    for (int count : this.groundTruths) {
      requireNotNegative(count, "groundTruths");
    }
    for (float score : this.scores) {
      if (!(score >= 0 && score <= 1)) {
        throw new IllegalArgumentException("scores must be 0 to 1: " + score);
      }
    }
    if (groundTruths.length != detections.length
        || total != scores.length
        || scores.length != correct.length) {
      throw new IllegalArgumentException(
          "%d and %d images, %d detections with %d scores and %d verdicts"
              .formatted(
                  groundTruths.length, detections.length, total, scores.length, correct.length));
    }
  }

  /** The number of images, N. */
  public int images() {
    return groundTruths.length;
  }

  /** Objects to find in each image. */
  public int[] groundTruths() {
    return groundTruths.clone();
  }

  /** The number of detections in each image. */
  public int[] detections() {
    return detections.clone();
  }

  /** The scores of the detections, image by image. */
  public float[] scores() {
    return scores.clone();
  }

  /** Whether each detection is a true positive, image by image. */
  public boolean[] correct() {
    return correct.clone();
  }

  /** The number of images that have an object to find. */
  int imagesWithGroundTruth() {
    int count = 0;
    for (int objects : groundTruths) {
      count += objects > 0 ? 1 : 0;
    }
    return count;
  }

  /**
   * All matches, best score first; equal scores in the order of the images. The number of a match
   * is twice the index of its image, plus one for a true positive.
   */
  RankedMatches ranked() {
    RankedMatches ranked = new RankedMatches();
    int next = 0;
    for (int image = 0; image < detections.length; image++) {
      for (int i = 0; i < detections[image]; i++, next++) {
        ranked.add(scores[next], 2 * image + (correct[next] ? 1 : 0));
      }
    }
    ranked.rank();
    return ranked;
  }

  private static int requireNotNegative(int count, String what) {
    if (count < 0) {
      throw new IllegalArgumentException(what + " must not be negative: " + count);
    }
    return count;
  }
}
