package io.boxstream.detection.target;

import io.boxstream.detection.Box;
import io.boxstream.detection.GroundTruth;
import java.util.List;

/**
 * Assigns objects to anchors and encodes them (SSD.md 4). Uses the reference's float32 arithmetic,
 * its rules and its order of ties, and reproduces one of its errors: if the first object overlaps
 * no anchor, every anchor that overlaps no object becomes a positive of the first object.
 *
 * <p>Immutable and thread-safe.
 */
public final class TargetAssigner {

  /**
   * The reference's prior variances, which scale encoded centres and sizes to about unit deviation.
   */
  private static final float CENTRE_SCALE = 0.1f;

  private static final float SIZE_SCALE = 0.2f;

  private final int count;

  /**
   * The anchors in corner form. Encoding converts them back to centre form, as the reference does.
   */
  private final AnchorCorners anchors;

  /**
   * @param anchors N×4 in centre form, as {@link io.boxstream.detection.anchor.Anchors} makes them
   */
  public TargetAssigner(float[] anchors) {
    if (anchors.length == 0 || anchors.length % 4 != 0) {
      throw new IllegalArgumentException("not anchors: " + anchors.length + " values");
    }
    this.count = anchors.length / 4;
    this.anchors = AnchorCorners.of(anchors);
  }

  /** N: the number of anchors, and of class targets per image. */
  public int anchorCount() {
    return count;
  }

  /**
   * Writes the targets of one image of a batch.
   *
   * @param truths the image's objects, in pixels of the network input; may be empty
   * @param classTargets batch×N: receives 0 for the background, c + 1 for class c
   * @param boxTargets batch×N×4: receives encoded offsets, 0 for the background
   * @param image index in the batch
   */
  public void assign(
      List<GroundTruth> truths, float[] classTargets, float[] boxTargets, int image) {
    int[] matches = Matching.match(anchors, corners(truths));
    int first = image * count;
    for (int anchor = 0; anchor < count; anchor++) {
      int match = matches[anchor];
      int at = 4 * (first + anchor);
      if (match < 0) {
        classTargets[first + anchor] = 0;
        boxTargets[at] = 0;
        boxTargets[at + 1] = 0;
        boxTargets[at + 2] = 0;
        boxTargets[at + 3] = 0;
      } else {
        classTargets[first + anchor] = truths.get(match).classIndex() + 1;
        encode(truths.get(match).box(), anchor, boxTargets, at);
      }
    }
  }

  private void encode(Box box, int anchor, float[] targets, int at) {
    float xMin = (float) box.xMin();
    float yMin = (float) box.yMin();
    float width = (float) box.xMax() - xMin;
    float height = (float) box.yMax() - yMin;
    float anchorWidth = anchors.xMax()[anchor] - anchors.xMin()[anchor];
    float anchorHeight = anchors.yMax()[anchor] - anchors.yMin()[anchor];
    float anchorX = anchors.xMin()[anchor] + 0.5f * anchorWidth;
    float anchorY = anchors.yMin()[anchor] + 0.5f * anchorHeight;
    targets[at] = (xMin + 0.5f * width - anchorX) / anchorWidth / CENTRE_SCALE;
    targets[at + 1] = (yMin + 0.5f * height - anchorY) / anchorHeight / CENTRE_SCALE;
    targets[at + 2] = (float) Math.log(width / anchorWidth) / SIZE_SCALE;
    targets[at + 3] = (float) Math.log(height / anchorHeight) / SIZE_SCALE;
  }

  private static float[] corners(List<GroundTruth> truths) {
    float[] corners = new float[4 * truths.size()];
    for (int i = 0; i < truths.size(); i++) {
      Box box = truths.get(i).box();
      corners[4 * i] = (float) box.xMin();
      corners[4 * i + 1] = (float) box.yMin();
      corners[4 * i + 2] = (float) box.xMax();
      corners[4 * i + 3] = (float) box.yMax();
    }
    return corners;
  }
}
