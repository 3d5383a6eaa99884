package io.boxstream.detection.target;

/**
 * Anchors in corner form, one array per coordinate so that loops over anchors read memory
 * sequentially.
 *
 * @param area width times height of the corner form
 */
@SuppressWarnings("ArrayRecordComponent") // read in inner loops, shared and never modified
record AnchorCorners(float[] xMin, float[] yMin, float[] xMax, float[] yMax, float[] area) {

  static AnchorCorners of(float[] centres) {
    int count = centres.length / 4;
    AnchorCorners corners =
        new AnchorCorners(
            new float[count],
            new float[count],
            new float[count],
            new float[count],
            new float[count]);
    for (int i = 0; i < count; i++) {
      float halfWidth = centres[4 * i + 2] * 0.5f;
      float halfHeight = centres[4 * i + 3] * 0.5f;
      corners.xMin[i] = centres[4 * i] - halfWidth;
      corners.yMin[i] = centres[4 * i + 1] - halfHeight;
      corners.xMax[i] = centres[4 * i] + halfWidth;
      corners.yMax[i] = centres[4 * i + 1] + halfHeight;
      corners.area[i] = (corners.xMax[i] - corners.xMin[i]) * (corners.yMax[i] - corners.yMin[i]);
    }
    return corners;
  }

  int count() {
    return xMin.length;
  }
}
