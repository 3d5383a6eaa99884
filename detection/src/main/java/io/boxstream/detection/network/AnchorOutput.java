package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stored anchors as part of a graph. The anchors of each map are cut from the larger grid in the
 * file, to the size of the map at run time.
 */
public final class AnchorOutput {
  private AnchorOutput() {}

  /** The name of the anchor array of a map. */
  public static String arrayName(int map) {
    return "anchor_generators." + map + ".anchors";
  }

  /** Adds the anchors on these maps, one for each layer: (1, anchors, 4) in centre form. */
  static Tensor add(GraphBuilder graph, List<FeatureMap> maps) {
    List<Tensor> parts = new ArrayList<>();
    for (int map = 0; map < maps.size(); map++) {
      String name = arrayName(map);
      List<Tensor> gridAndMap = List.of(graph.variable(name), maps.get(map).tensor());
      Tensor cells =
          graph.apply("slice_like", name + ".cells", Map.of("axes", "(2, 3)"), gridAndMap);
      Map<String, String> shape = Map.of("shape", "(1, -1, 4)");
      parts.add(graph.apply("Reshape", name + ".reshape", shape, List.of(cells)));
    }
    Map<String, String> concat = Map.of("dim", "1", "num_args", Integer.toString(parts.size()));
    return graph.apply("Concat", "anchors", concat, parts);
  }
}
