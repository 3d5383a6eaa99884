package io.boxstream.detection.network;

import io.boxstream.detection.AnchorLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stored anchors as part of a graph: each map's share is cut from the larger grid that a file
 * holds.
 */
public final class AnchorOutput {
  private static final int ROWS = 2;
  private static final int COLUMNS = 3;

  private AnchorOutput() {}

  /** The name of a map's array of anchors. */
  public static String arrayName(int map) {
    return "anchor_generators." + map + ".anchors";
  }

  static Tensor add(GraphBuilder graph, List<AnchorLayer> layers) {
    List<Tensor> parts = new ArrayList<>();
    for (int map = 0; map < layers.size(); map++) {
      String name = arrayName(map);
      int size = layers.get(map).mapSize();
      Tensor grid = graph.variable(name);
      Tensor rows = cut(graph, name + ".rows", grid, ROWS, size);
      Tensor cells = cut(graph, name + ".cells", rows, COLUMNS, size);
      Map<String, String> shape = Map.of("shape", "(1, -1, 4)");
      parts.add(graph.apply("Reshape", name + ".reshape", shape, List.of(cells)));
    }
    Map<String, String> concat = Map.of("dim", "1", "num_args", Integer.toString(parts.size()));
    return graph.apply("Concat", "anchors", concat, parts);
  }

  private static Tensor cut(GraphBuilder graph, String name, Tensor input, int axis, int size) {
    Map<String, String> range =
        Map.of(
            "axis", Integer.toString(axis),
            "begin", "0",
            "end", Integer.toString(size));
    return graph.apply("slice_axis", name, range, List.of(input));
  }
}
