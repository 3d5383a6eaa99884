package io.boxstream.detection.parameters;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.ParameterSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A whole detector's arrays in a file, complete and in GluonCV's order. */
public final class DetectorParameters {
  private final DetectorArchitecture architecture;

  /** Files of detectors of that architecture. */
  public DetectorParameters(DetectorArchitecture architecture) {
    this.architecture = architecture;
  }

  /**
   * Reads a detector, under GluonCV's names of either kind.
   *
   * @throws ParameterFileException if one is missing, has another shape, or holds values that are
   *     not finite
   */
  public StoredDetector read(Path file) {
    StoredAnchors anchors = new StoredAnchors(architecture.preset());
    List<String> names = new ArrayList<>(anchors.arrays().keySet());
    specs().forEach(spec -> names.add(spec.name()));
    Map<String, ParameterArray> stored = LegacyNames.structural(ParameterFile.read(file), names);
    Map<String, ParameterArray> arrays = new LinkedHashMap<>();
    for (ParameterSpec spec : specs()) {
      arrays.put(spec.name(), checked(file, spec, stored.get(spec.name())));
    }
    float[] values = anchors.read(stored);
    return new StoredDetector(arrays, values, anchors.arePresets(values));
  }

  private ParameterArray checked(Path file, ParameterSpec spec, ParameterArray array) {
    if (array == null) {
      throw new ParameterFileException(
          "%s has no %s, which a %s needs".formatted(file, spec.name(), preset()));
    }
    if (!array.shape().equals(spec.shape())) {
      throw new ParameterFileException(
          "%s has %s of shape %s; a %s of %d classes needs %s"
              .formatted(
                  file,
                  spec.name(),
                  array.shape(),
                  preset(),
                  architecture.classCount(),
                  spec.shape()));
    }
    requireFinite(file, spec.name(), array);
    return array;
  }

  /** A detector with such a value answers, but finds nothing: better that it does not load. */
  private static void requireFinite(Path file, String name, ParameterArray array) {
    for (float value : array.floats()) {
      if (!Float.isFinite(value)) {
        throw new ParameterFileException("%s has %s in %s".formatted(file, value, name));
      }
    }
  }

  /** Writes a detector's arrays, and its preset's anchors. */
  public void write(Path file, Map<String, ParameterArray> arrays) {
    Map<String, ParameterArray> ordered = new LinkedHashMap<>();
    for (ParameterSpec spec : specs()) {
      ordered.put(spec.name(), arrays.get(spec.name()));
    }
    ordered.putAll(new StoredAnchors(architecture.preset()).arrays());
    ParameterFile.write(file, ordered);
  }

  /** The arrays in the file's order: features that are trained, other features, classes, boxes. */
  private List<ParameterSpec> specs() {
    List<ParameterSpec> specs = new ArrayList<>(new DetectorNetwork(architecture).parameters());
    specs.sort(Comparator.comparingInt(DetectorParameters::section));
    return specs;
  }

  private static int section(ParameterSpec spec) {
    return switch (spec.part()) {
      case PLAIN -> 0;
      case BASE, EXPANSION -> spec.role().trained() ? 0 : 1;
      case CLASS_PREDICTOR -> 2;
      case BOX_PREDICTOR -> 3;
    };
  }

  private String preset() {
    return architecture.preset().name();
  }
}
