package io.boxstream.detection.metric;

/**
 * The detections of a data set with their verdicts, best score first, and the number of objects
 * that they should have found. Detections of difficult objects are not among them.
 *
 * <p>Takes 5 bytes per detection.
 */
public final class MatchedDetections {

  private final float[] scores;
  private final boolean[] right;
  private final int objects;

  private MatchedDetections(float[] scores, boolean[] right, int objects) {
    this.scores = scores;
    this.right = right;
    this.objects = objects;
  }

  /**
   * Detections from arrays of equal length.
   *
   * @param scores in [0, 1], not increasing
   * @param right whether each is a true positive
   * @param objects number of objects to find, at least the number of true positives
   * @throws IllegalArgumentException if the arrays do not fit together
   */
  public static MatchedDetections of(float[] scores, boolean[] right, int objects) {
    if (scores.length != right.length) {
      throw new IllegalArgumentException(scores.length + " scores, " + right.length + " verdicts");
    }
    int found = 0;
    for (int i = 0; i < scores.length; i++) {
      boolean inOrder = i == 0 ? scores[i] <= 1 : scores[i] <= scores[i - 1];
      if (!inOrder || !(scores[i] >= 0)) {
        throw new IllegalArgumentException("score " + i + " is out of order: " + scores[i]);
      }
      found += right[i] ? 1 : 0;
    }
    if (found > objects) {
      throw new IllegalArgumentException(found + " of " + objects + " objects are found");
    }
    return new MatchedDetections(scores.clone(), right.clone(), objects);
  }

  /** Detections whose number is odd for a true positive. */
  static MatchedDetections of(RankedMatches matches, int objects) {
    matches.rank();
    float[] scores = new float[matches.size()];
    boolean[] right = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = matches.score(i);
      right[i] = (matches.verdict(i) & 1) != 0;
    }
    return new MatchedDetections(scores, right, objects);
  }

  /** The number of detections. */
  public int size() {
    return scores.length;
  }

  /** The score of a detection, in [0, 1]; not increasing. */
  public float score(int detection) {
    return scores[detection];
  }

  /** Whether a detection is a true positive. */
  public boolean isRight(int detection) {
    return right[detection];
  }

  /** The number of objects to find, found or not. */
  public int objects() {
    return objects;
  }
}
