package io.boxstream.detection.inference;

import io.boxstream.detection.network.ParameterSpec;
import io.boxstream.detection.network.ServingGraph;
import io.boxstream.detection.parameters.ParameterArray;
import java.util.LinkedHashMap;
import java.util.Map;

/** A detector's stored arrays in the form that its serving graph takes. */
final class ServedArrays {
  private ServedArrays() {}

  /**
   * @param serving the serving graph
   * @param stored the network's arrays as files hold them
   */
  static Map<String, ParameterArray> of(ServingGraph serving, Map<String, ParameterArray> stored) {
    Map<String, ParameterArray> arrays = new LinkedHashMap<>();
    for (ParameterSpec spec : serving.graph().parameters()) {
      arrays.put(spec.name(), served(serving, spec, stored));
    }
    return arrays;
  }

  private static ParameterArray served(
      ServingGraph serving, ParameterSpec spec, Map<String, ParameterArray> stored) {
    if (serving.isStored(spec.name())) {
      return stored.get(spec.name());
    }
    float[] elements = serving.elements(spec.name(), name -> stored.get(name).floats());
    return ParameterArray.ofFloats(spec.shape(), elements);
  }
}
