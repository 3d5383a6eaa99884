package io.boxstream.detection.pipeline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** The arrays of one batch. Workers fill different places in parallel. */
@SuppressWarnings("ArrayRecordComponent") // filled in place
record BatchMemory(
    FloatBuffer pixels, float[] classTargets, float[] boxTargets, String[] imageIds) {

  static BatchMemory allocate(int batchSize, int pixelCount, int anchorCount) {
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(Math.multiplyExact(4 * pixelCount, batchSize))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    return new BatchMemory(
        pixels,
        new float[batchSize * anchorCount],
        new float[4 * batchSize * anchorCount],
        new String[batchSize]);
  }
}
