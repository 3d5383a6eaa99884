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
   * @param stored the network's arrays as files hold them
   */
  static Map<String, ParameterArray> of(NetworkGraph graph, Map<String, ParameterArray> stored) {
    Map<String, ParameterArray> arrays = new LinkedHashMap<>();
    for (ParameterSpec spec : graph.parameters()) {
      List<String> parts = JoinedHeads.parts(spec.name());
      arrays.put(
          spec.name(), parts.isEmpty() ? stored.get(spec.name()) : joined(spec, parts, stored));
    }
    return arrays;
  }

  private static ParameterArray joined(
      ParameterSpec spec, List<String> parts, Map<String, ParameterArray> stored) {
    float[] values = new float[spec.size()];
    int next = 0;
    for (String part : parts) {
      float[] own = stored.get(part).floats();
      System.arraycopy(own, 0, values, next, own.length);
      next += own.length;
    }
    return ParameterArray.ofFloats(spec.shape(), values);
  }
}
