package io.boxstream.detection.decode;

import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import java.util.ArrayList;
import java.util.List;

/**
 * Converts the raw predictions of one image to detections (SSD.md 7): softmax, threshold, selection
 * of the best candidates over all classes (ties: lower class, then lower anchor), suppression, and
 * the best of the remaining candidates.
 *
 * <p>Only the candidates that enter suppression are decoded to boxes, and softmax is computed only
 * where a foreground class can exceed the threshold. Immutable and thread-safe.
 */
public final class Decoder {

  /** Far above the rounding error of a difference of logits, far below a significant difference. */
  private static final double PRUNING_MARGIN = 1e-3;

  private final float[] anchors;
  private final int anchorCount;
  private final int classCount;
  private final DecodeSettings settings;
  private final double reach;

  /**
   * @param anchors N×4 in centre form; not copied
   * @param classCount number of foreground classes, C
   * @param settings thresholds and counts
   */
  public Decoder(float[] anchors, int classCount, DecodeSettings settings) {
    if (anchors.length == 0 || anchors.length % 4 != 0 || classCount < 1) {
      throw new IllegalArgumentException(
          "%d anchor values, %d classes".formatted(anchors.length, classCount));
    }
    this.anchors = anchors;
    this.anchorCount = anchors.length / 4;
    this.classCount = classCount;
    this.settings = settings;
    this.reach = Math.log(settings.scoreThreshold()) - PRUNING_MARGIN;
  }

  /**
   * The detections of one image of a batch, best first.
   *
   * @param logits batch×N×(C+1) class scores before softmax, background first
   * @param offsets batch×N×4 encoded boxes
   * @param image index in the batch
   * @return boxes in pixels of the network input, not clipped; boxes with NaN coordinates are
   *     dropped
   */
  public List<Detection> decode(float[] logits, float[] offsets, int image) {
    long[] candidates = candidates(logits, image * anchorCount * (classCount + 1));
    int[] classes = new int[candidates.length];
    float[] corners = new float[4 * candidates.length];
    for (int i = 0; i < candidates.length; i++) {
      int index = TopCandidates.index(candidates[i]);
      int anchor = index % anchorCount;
      classes[i] = index / anchorCount;
      int offset = 4 * (image * anchorCount + anchor);
      BoxDecoder.decode(offsets, offset, anchors, anchor, corners, 4 * i);
    }
    boolean[] survivors =
        NonMaximumSuppression.survivors(classes, corners, settings.overlapThreshold());
    List<Detection> detections = new ArrayList<>();
    for (int i = 0; i < candidates.length && detections.size() < settings.detections(); i++) {
      if (survivors[i] && isBox(corners, 4 * i)) {
        float score = TopCandidates.score(candidates[i]);
        detections.add(new Detection(classes[i], score, box(corners, 4 * i)));
      }
    }
    return detections;
  }

  /** The best candidates of an image, best first, with class-major indices. */
  private long[] candidates(float[] logits, int firstLogit) {
    TopCandidates best = new TopCandidates(settings.candidates());
    float[] exponentials = new float[classCount + 1];
    for (int anchor = 0; anchor < anchorCount; anchor++) {
      offer(logits, firstLogit + anchor * (classCount + 1), anchor, exponentials, best);
    }
    return best.drain();
  }

  /** Adds the anchor's classes whose probability exceeds the threshold to the candidates. */
  private void offer(
      float[] logits, int first, int anchor, float[] exponentials, TopCandidates best) {
    float foreground = Float.NEGATIVE_INFINITY;
    for (int i = 1; i <= classCount; i++) {
      foreground = Math.max(foreground, logits[first + i]);
    }
    float largest = Math.max(foreground, logits[first]);
    // A probability is at most exp(logit - largest), because the sum holds exp(0).
    if (!(foreground - largest > reach)) {
      return;
    }
    float sum = 0;
    for (int i = 0; i <= classCount; i++) {
      exponentials[i] = (float) Math.exp(logits[first + i] - largest);
      sum += exponentials[i];
    }
    for (int i = 1; i <= classCount; i++) {
      float score = exponentials[i] / sum;
      if (score > settings.scoreThreshold()) {
        best.offer(score, (i - 1) * anchorCount + anchor);
      }
    }
  }

  private static boolean isBox(float[] corners, int at) {
    return corners[at] <= corners[at + 2] && corners[at + 1] <= corners[at + 3];
  }

  private static Box box(float[] corners, int at) {
    return new Box(corners[at], corners[at + 1], corners[at + 2], corners[at + 3]);
  }
}
