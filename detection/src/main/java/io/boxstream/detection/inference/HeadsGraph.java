package io.boxstream.detection.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.network.NetworkGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * The network for batches of one size, so that the engine plans its memory once. Calls must not
 * overlap.
 */
final class HeadsGraph {
  private final NDManager manager;
  private final BoundGraph graph;
  private final Shape shape;
  private final FloatBuffer pixels;

  HeadsGraph(
      NDManager manager, NetworkGraph network, Map<String, NDArray> arrays, int batch, int size) {
    this.manager = manager;
    graph = new BoundGraph(manager, network, arrays, true);
    shape = new Shape(batch, 3, size, size);
    pixels =
        ByteBuffer.allocateDirect(Math.multiplyExact(Math.toIntExact(shape.size()), Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  /** Where the next batch's planes go, picture after picture. */
  void put(int picture, float[] planes) {
    pixels.put(picture * planes.length, planes);
  }

  /** The heads of the pictures put. */
  Heads run() {
    try (NDManager scope = manager.newSubManager()) {
      NDList heads = graph.forward(List.of(EngineArrays.upload(scope, pixels, shape)), false);
      return new Heads(heads.get(0).toFloatArray(), heads.get(1).toFloatArray());
    }
  }

  /**
   * What a network says of a batch.
   *
   * @param classes batch×anchors×(classes + 1) scores before softmax
   * @param boxes batch×anchors×4 encoded offsets
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on to the decoder as they are
  record Heads(float[] classes, float[] boxes) {}
}
