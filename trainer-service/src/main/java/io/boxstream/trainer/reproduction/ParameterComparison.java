package io.boxstream.trainer.reproduction;

import io.boxstream.detection.parameters.ParameterArray;
import io.boxstream.detection.parameters.ParameterFile;
import java.nio.file.Path;
import java.util.Map;

/** Says in words how two files of parameters differ. */
public final class ParameterComparison {

  private ParameterComparison() {}

  /**
   * Names the array with the largest difference.
   *
   * @param original a {@code .params} file
   * @param repeated a {@code .params} file with the same arrays
   */
  public static String describe(Path original, Path repeated) {
    Map<String, ParameterArray> before = ParameterFile.read(original);
    Map<String, ParameterArray> after = ParameterFile.read(repeated);
    if (!before.keySet().equals(after.keySet())) {
      return "the files have different arrays";
    }
    String name = "";
    double largest = -1;
    int differing = 0;
    for (Map.Entry<String, ParameterArray> entry : before.entrySet()) {
      ParameterArray other = after.get(entry.getKey());
      if (entry.getValue().equals(other)) {
        continue;
      }
      differing++;
      double difference = difference(entry.getValue().asFloats(), other.asFloats());
      if (difference > largest) {
        largest = difference;
        name = entry.getKey();
      }
    }
    return "%d of %d arrays differ, most of all %s, by up to %s"
        .formatted(differing, before.size(), name, largest);
  }

  private static double difference(ParameterArray before, ParameterArray after) {
    if (!before.shape().equals(after.shape())) {
      return Double.POSITIVE_INFINITY;
    }
    float[] left = before.floats();
    float[] right = after.floats();
    double largest = 0;
    for (int i = 0; i < left.length; i++) {
      largest = Math.max(largest, Math.abs((double) left[i] - right[i]));
    }
    return largest;
  }
}
