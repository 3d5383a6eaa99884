package io.boxstream.detection.inference;

import io.boxstream.detection.network.ParameterSpec;
import io.boxstream.detection.network.ServingGraph;
import io.boxstream.detection.parameters.ParameterArray;
import java.util.LinkedHashMap;
import java.util.Map;

/** A detector's stored arrays in the form that its serving graph takes. */
final class ServedArrays {
  private final ServingGraph serving;
  private final Map<String, ParameterArray> stored;

  /** The array that the last one was made of: the next one often is made of it as well. */
  private String source = "";

  private float[] sourceElements = {};

  private ServedArrays(ServingGraph serving, Map<String, ParameterArray> stored) {
    this.serving = serving;
    this.stored = stored;
  }

  /**
   * @param serving the serving graph
   * @param stored the network's arrays as files hold them
   */
  static Map<String, ParameterArray> of(ServingGraph serving, Map<String, ParameterArray> stored) {
    ServedArrays served = new ServedArrays(serving, stored);
    Map<String, ParameterArray> arrays = new LinkedHashMap<>();
    for (ParameterSpec spec : serving.graph().parameters()) {
      arrays.put(spec.name(), served.array(spec));
    }
    return arrays;
  }

  private ParameterArray array(ParameterSpec spec) {
    return serving.isStored(spec.name())
        ? stored.get(spec.name())
        : ParameterArray.ofFloats(
            spec.shape(), serving.elements(spec.name(), this::sourceElements));
  }

  private float[] sourceElements(String name) {
    if (!name.equals(source)) {
      sourceElements =
          serving.isStored(name)
              ? stored.get(name).floats()
              : serving.elements(name, this::sourceElements);
      source = name;
    }
    return sourceElements;
  }
}
