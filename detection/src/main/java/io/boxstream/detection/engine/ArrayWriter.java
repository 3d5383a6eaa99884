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
 * An array in the engine that is filled again and again: on the CPU in its own memory, on a GPU by
 * way of a buffer. Not for several threads, nor while the engine still reads what was put before.
 */
public final class ArrayWriter {
  private final NDArray array;
  private final FloatBuffer values;
  private final boolean inPlace;

  /**
   * Makes an array of zeros.
   *
   * @param manager owns the array; nothing may be put once it is closed
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

  /** Puts values from an index of the array on, in its row-major order. */
  public void put(int index, float[] part) {
    values.put(index, part);
  }

  /** The array, with what was put. */
  public NDArray array() {
    if (!inPlace) {
      array.set(values.duplicate());
    }
    return array;
  }
}
