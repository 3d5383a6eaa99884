package io.boxstream.detection.metric;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Average precision per class.
 *
 * @param perClass by class index; NaN for a class without ground truth to find, which no score can
 *     be had for
 */
public record VocResult(List<Double> perClass) {

  public VocResult {
    perClass = List.copyOf(perClass);
  }

  /** The class's average precision, or nothing if there was no ground truth to find. */
  public OptionalDouble ofClass(int classIndex) {
    double value = perClass.get(classIndex);
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Mean over the classes that have one: mAP. Nothing if none has. */
  public OptionalDouble mean() {
    return perClass.stream()
        .mapToDouble(Double::doubleValue)
        .filter(value -> !Double.isNaN(value))
        .average();
  }
}
