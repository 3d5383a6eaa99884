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
 * Copies arrays of one size out of the engine, always into the same memory. DJL allocates new
 * memory for each copy, which the operating system must clear first. Not thread-safe.
 */
public final class ArrayReader {
  private final FloatBuffer buffer;
  private final Pointer address;
  private final float[] values;

  /** Creates a reader for arrays of the given number of floats. */
  public ArrayReader(int size) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
            .order(ByteOrder.nativeOrder());
    buffer = bytes.asFloatBuffer();
    address = Native.getDirectBufferPointer(bytes);
    values = new float[size];
  }

  /**
   * Reads the values of an array, in row-major order.
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
