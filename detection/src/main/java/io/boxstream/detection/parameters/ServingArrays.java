package io.boxstream.detection.parameters;

import io.boxstream.detection.network.ParameterSpec;
import io.boxstream.detection.network.ServingGraph;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Converts the stored arrays of a detector to those of its serving graph. */
public final class ServingArrays {
  private ServingArrays() {}

  /**
   * The arrays of a serving graph, by name.
   *
   * @param serving the serving graph
   * @param stored the network's arrays as stored in files
   */
  public static Map<String, ParameterArray> of(
      ServingGraph serving, Map<String, ParameterArray> stored) {
    Function<String, float[]> elements = serving.elements(name -> stored.get(name).floats());
    Map<String, ParameterArray> arrays = new LinkedHashMap<>();
    for (ParameterSpec spec : serving.graph().parameters()) {
      String name = spec.name();
      arrays.put(
          name,
          serving.isStored(name)
              ? stored.get(name)
              : ParameterArray.ofFloats(spec.shape(), elements.apply(name)));
    }
    return arrays;
  }
}
