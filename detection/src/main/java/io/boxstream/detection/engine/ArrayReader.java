package io.boxstream.detection.engine;

import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Copies arrays of one size out of the engine, always into the same memory: DJL asks for new memory
 * for each copy, which the operating system clears first. Not for several threads.
 */
public final class ArrayReader {
  private final FloatBuffer buffer;
  private final Pointer address;
  private final float[] values;

  /** For arrays of that many floats. */
  public ArrayReader(int size) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
            .order(ByteOrder.nativeOrder());
    buffer = bytes.asFloatBuffer();
    address = Native.getDirectBufferPointer(bytes);
    values = new float[size];
  }

  /**
   * The values of an array, in its row-major order.
   *
   * @return the same Java array each time
   * @throws IllegalArgumentException if the array has another size
   */
  public float[] read(NDArray array) {
    if (array.size() != values.length) {
      throw new IllegalArgumentException(
          "for arrays of %d values, not of %s".formatted(values.length, array.getShape()));
    }
    JnaUtils.syncCopyToCPU(((MxNDArray) array).getHandle(), address, values.length);
    buffer.get(0, values);
    return values;
  }
}
