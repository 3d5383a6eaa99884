package io.boxstream.detection.inference;

import io.boxstream.detection.network.JoinedHeads;
import io.boxstream.detection.network.NetworkGraph;
import io.boxstream.detection.network.ParameterSpec;
import io.boxstream.detection.parameters.ParameterArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A detector's stored arrays in the form that its serving graph takes. */
final class ServedArrays {
  private ServedArrays() {}

  /**
   * @param graph the serving graph
   * @param heads the form of what it predicts
   * @param stored the network's arrays as files hold them
   */
  static Map<String, ParameterArray> of(
      NetworkGraph graph, JoinedHeads heads, Map<String, ParameterArray> stored) {
    Map<String, ParameterArray> arrays = new LinkedHashMap<>();
    for (ParameterSpec spec : graph.parameters()) {
      List<String> parts = JoinedHeads.parts(spec.name());
      arrays.put(
          spec.name(),
          parts.isEmpty()
              ? stored.get(spec.name())
              : joined(
                  spec,
                  stored.get(parts.get(0)).floats(),
                  stored.get(parts.get(1)).floats(),
                  heads.classItems()));
    }
    return arrays;
  }

  private static ParameterArray joined(
      ParameterSpec spec, float[] classes, float[] boxes, int classItems) {
    float[] values = new float[spec.size()];
    int row = spec.size() / spec.shape().get(0);
    int anchor = classItems * row;
    int next = 0;
    for (int background = 0; background < classes.length; background += anchor) {
      for (int i = row; i < anchor; i++) {
        values[next++] = classes[background + i] - classes[background + i % row];
      }
    }
    System.arraycopy(boxes, 0, values, next, boxes.length);
    return ParameterArray.ofFloats(spec.shape(), values);
  }
}
