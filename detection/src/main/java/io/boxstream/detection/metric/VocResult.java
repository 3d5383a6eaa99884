package io.boxstream.detection.metric;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Average precision per class.
 *
 * @param perClass by class index; NaN for a class without objects to find, whose average precision
 *     is undefined
 */
public record VocResult(List<Double> perClass) {

  public VocResult {
    perClass = List.copyOf(perClass);
  }

  /** The average precision of a class, or empty if the class has no objects to find. */
  public OptionalDouble ofClass(int classIndex) {
    double value = perClass.get(classIndex);
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The mean over the classes that have a value (mAP); empty if none has. */
  public OptionalDouble mean() {
    return perClass.stream()
        .mapToDouble(Double::doubleValue)
        .filter(value -> !Double.isNaN(value))
        .average();
  }
}
