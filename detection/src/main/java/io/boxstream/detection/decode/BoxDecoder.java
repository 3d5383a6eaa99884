package io.boxstream.detection.decode;

/** Converts predicted offsets to boxes: the inverse of the target encoding (SSD.md 7, step 1). */
public final class BoxDecoder {

  /** The reference's standard deviations of the encoded centre and size. */
  private static final float CENTRE_SCALE = 0.1f;

  private static final float SIZE_SCALE = 0.2f;

  private BoxDecoder() {}

  /**
   * Decodes one box. Sizes are not limited and nothing is clipped, so a diverged network gives
   * infinities.
   *
   * @param offsets encoded boxes, four values each
   * @param offset where this box's values start
   * @param anchors in centre form, four values each
   * @param anchor index of its anchor
   * @param corners receives xMin, yMin, xMax, yMax
   * @param at the index in {@code corners} to write to
   */
  public static void decode(
      float[] offsets, int offset, float[] anchors, int anchor, float[] corners, int at) {
    float anchorWidth = anchors[4 * anchor + 2];
    float anchorHeight = anchors[4 * anchor + 3];
    float x = offsets[offset] * CENTRE_SCALE * anchorWidth + anchors[4 * anchor];
    float y = offsets[offset + 1] * CENTRE_SCALE * anchorHeight + anchors[4 * anchor + 1];
    float halfWidth = 0.5f * ((float) Math.exp(offsets[offset + 2] * SIZE_SCALE) * anchorWidth);
    float halfHeight = 0.5f * ((float) Math.exp(offsets[offset + 3] * SIZE_SCALE) * anchorHeight);
    corners[at] = x - halfWidth;
    corners[at + 1] = y - halfHeight;
    corners[at + 2] = x + halfWidth;
    corners[at + 3] = y + halfHeight;
  }
}
