package io.boxstream.detection.decode;

/**
 * Which candidates become detections (SSD.md 7).
 *
 * @param scoreThreshold a candidate's probability must exceed this
 * @param overlapThreshold of two detections of a class whose intersection over union exceeds this,
 *     the one with the lower score is suppressed
 * @param candidates the maximum number of candidates per image, over all classes together, that
 *     enter suppression
 * @param detections the maximum number of detections per image after suppression
 */
public record DecodeSettings(
    float scoreThreshold, float overlapThreshold, int candidates, int detections) {

  public DecodeSettings {
    if (!(scoreThreshold >= 0 && scoreThreshold < 1)) {
      throw new IllegalArgumentException("score threshold is not in [0, 1): " + scoreThreshold);
    }
    if (!(overlapThreshold > 0 && overlapThreshold < 1)) {
      throw new IllegalArgumentException("overlap threshold is not in (0, 1): " + overlapThreshold);
    }
    if (candidates < 1 || detections < 1) {
      throw new IllegalArgumentException(
          "candidates and detections must be positive: %d, %d".formatted(candidates, detections));
    }
  }

  /** The settings of the reference's training and evaluation: 0.01, 0.45, 400 and 100. */
  public static DecodeSettings defaults() {
    return new DecodeSettings(0.01f, 0.45f, 400, 100);
  }
}
