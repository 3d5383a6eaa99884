package io.boxstream.detection.training;

import io.boxstream.detection.parameters.ParameterArray;
import java.util.List;
import java.util.Map;

/**
 * The arrays of another network that training starts from.
 *
 * @param arrays by structural name
 * @param classes the classes that it predicts, in order; empty if it is only a base network
 */
public record BaseParameters(Map<String, ParameterArray> arrays, List<String> classes) {
  /** Copies the list. */
  public BaseParameters {
    classes = List.copyOf(classes);
  }
}
