package io.boxstream.detection.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.boxstream.detection.parameters.ParameterArray;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Moves arrays into the engine and out of it. */
public final class EngineArrays {
  private EngineArrays() {}

  /** A copy of the array in the engine, as float32, owned by the manager. */
  public static NDArray upload(NDManager manager, ParameterArray array) {
    return upload(manager, FloatBuffer.wrap(array.floats()), shape(array.shape()));
  }

  /** A copy of the buffer's remaining floats in the engine, owned by the manager. */
  public static NDArray upload(NDManager manager, FloatBuffer values, Shape shape) {
    NDArray array = manager.create(shape, DataType.FLOAT32);
    FloatBuffer source = values.isDirect() ? values.duplicate() : outsideTheHeap(values);
    try {
      array.set(source);
    } finally {
      // DJL passes the engine only the address. The garbage collector could free the memory
      // while the engine reads it.
      Reference.reachabilityFence(source);
    }
    return array;
  }

  private static FloatBuffer outsideTheHeap(FloatBuffer values) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(values.remaining(), Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(values.duplicate())
        .flip();
  }

  /** Copies of all arrays in the engine, owned by the manager. */
  public static Map<String, NDArray> upload(NDManager manager, Map<String, ParameterArray> arrays) {
    Map<String, NDArray> uploaded = new LinkedHashMap<>();
    arrays.forEach((name, array) -> uploaded.put(name, upload(manager, array)));
    return uploaded;
  }

  /** A copy of the engine's array; waits until it is computed. */
  public static ParameterArray download(NDArray array) {
    List<Integer> shape =
        Arrays.stream(array.getShape().getShape()).mapToObj(Math::toIntExact).toList();
    return ParameterArray.ofFloats(shape, array.toFloatArray());
  }

  /** Copies of all the engine's arrays. */
  public static Map<String, ParameterArray> download(Map<String, NDArray> arrays) {
    Map<String, ParameterArray> downloaded = new LinkedHashMap<>();
    arrays.forEach((name, array) -> downloaded.put(name, download(array)));
    return downloaded;
  }

  private static Shape shape(List<Integer> extents) {
    return new Shape(extents.stream().mapToLong(Integer::longValue).toArray());
  }
}
