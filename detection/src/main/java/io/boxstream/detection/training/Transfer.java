package io.boxstream.detection.training;

import io.boxstream.detection.network.NetworkPart;
import io.boxstream.detection.network.ParameterSpec;
import io.boxstream.detection.parameters.ParameterArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Initialises a network from another network's arrays. Arrays with the same name and shape are
 * copied. Class predictors take the rows of the background and of the classes whose names both
 * networks share.
 */
final class Transfer {
  private final BaseParameters base;
  private final List<String> classes;

  Transfer(BaseParameters base, List<String> classes) {
    this.base = base;
    this.classes = classes;
  }

  /** The initial arrays, with the usable arrays of the other network copied in. */
  Map<String, ParameterArray> apply(
      List<ParameterSpec> specs, Map<String, ParameterArray> initial) {
    Map<String, ParameterArray> arrays = new LinkedHashMap<>(initial);
    for (ParameterSpec spec : specs) {
      ParameterArray source = base.arrays().get(spec.name());
      if (source != null) {
        arrays.put(spec.name(), merged(spec, source, initial.get(spec.name())));
      }
    }
    return arrays;
  }

  private ParameterArray merged(ParameterSpec spec, ParameterArray source, ParameterArray initial) {
    if (spec.part() == NetworkPart.CLASS_PREDICTOR && !base.classes().equals(classes)) {
      return mergedRows(spec, source, initial);
    }
    return source.shape().equals(spec.shape()) ? source : initial;
  }

  /** A class predictor's rows are anchors × (background, class 0, class 1, ...). */
  private ParameterArray mergedRows(
      ParameterSpec spec, ParameterArray source, ParameterArray initial) {
    int items = classes.size() + 1;
    int sourceItems = base.classes().size() + 1;
    int rows = spec.shape().get(0);
    int width = spec.size() / rows;
    int anchors = rows / items;
    if (base.classes().isEmpty() || source.size() != anchors * sourceItems * width) {
      return initial;
    }
    float[] from = source.floats();
    float[] values = initial.floats();
    for (int item = 0; item < items; item++) {
      int sourceItem = item == 0 ? 0 : base.classes().indexOf(classes.get(item - 1)) + 1;
      boolean known = item == 0 || sourceItem > 0;
      for (int anchor = 0; known && anchor < anchors; anchor++) {
        int sourceRow = anchor * sourceItems + sourceItem;
        int row = anchor * items + item;
        System.arraycopy(from, sourceRow * width, values, row * width, width);
      }
    }
    return ParameterArray.ofFloats(spec.shape(), values);
  }
}
