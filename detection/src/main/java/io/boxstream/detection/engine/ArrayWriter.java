package io.boxstream.detection.engine;

import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * An array in the engine that is filled repeatedly: directly in its memory on the CPU, through a
 * buffer on a GPU. Not thread-safe. Must not be used while the engine still reads the previous
 * values.
 */
public final class ArrayWriter {
  private final NDArray array;
  private final FloatBuffer values;
  private final boolean inPlace;

  /**
   * Creates an array of zeros.
   *
   * @param manager the owner of the array; {@link #put} must not be called after it is closed
   */
  public ArrayWriter(NDManager manager, Shape shape) {
    array = manager.zeros(shape);
    inPlace = !manager.getDevice().isGpu();
    int bytes = Math.multiplyExact(Math.toIntExact(shape.size()), Float.BYTES);
    values =
        (inPlace ? memory((MxNDArray) array, bytes) : ByteBuffer.allocateDirect(bytes))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  private static ByteBuffer memory(MxNDArray array, int bytes) {
    array.waitToRead();
    PointerByReference address = new PointerByReference();
    NativeCalls.call("MXNDArrayGetData", array.getHandle(), address);
    return address.getValue().getByteBuffer(0, bytes);
  }

  /** Copies values into the array, in row-major order and starting at an index. */
  public void put(int index, float[] part) {
    values.put(index, part);
  }

  /** The array with the values that were put. */
  public NDArray array() {
    if (!inPlace) {
      array.set(values.duplicate());
    }
    return array;
  }
}
