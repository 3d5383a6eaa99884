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
   * @throws ParameterFileException if the file is damaged, or an array is missing, has another
   *     shape or type, or holds values that are not finite; shapes are checked before data are read
   */
  public StoredDetector read(Path file) {
    List<ParameterSpec> specs = specs();
    StoredAnchors anchors = new StoredAnchors(architecture.preset());
    List<String> wanted = new ArrayList<>(anchors.names());
    specs.forEach(spec -> wanted.add(spec.name()));
    try (ParameterFileReader reader = open(file)) {
      NamedArrays stored =
          new NamedArrays(file, reader, LegacyNames.structural(reader.headers().keySet(), wanted));
      specs.forEach(spec -> stored.require(spec, owner()));
      float[] values = anchors.read(stored);
      return new StoredDetector(stored.read(specs), values, anchors.arePresets(values));
    }
  }

  private ParameterFileReader open(Path file) {
    try {
      return ParameterFileReader.open(file);
    } catch (DamagedArrayException e) {
      throw identified(e);
    }
  }

  /**
   * The names stand behind the damage, but GluonCV writes a detector's arrays in one order: if all
   * before the damage have the shapes of that order, the damaged one is the next.
   */
  private ParameterFileException identified(DamagedArrayException damage) {
    Map<String, List<Integer>> order = new LinkedHashMap<>();
    specs().forEach(spec -> order.put(spec.name(), spec.shape()));
    new StoredAnchors(architecture.preset())
        .arrays()
        .forEach((name, array) -> order.put(name, array.shape()));
    List<List<Integer>> shapes = damage.before().stream().map(ArrayHeader::shape).toList();
    boolean inOrder =
        shapes.size() < order.size()
            && shapes.equals(List.copyOf(order.values()).subList(0, shapes.size()));
    if (!inOrder) {
      return damage;
    }
    String name = List.copyOf(order.keySet()).get(shapes.size());
    return new ParameterFileException(
        "%s; in a file of %s this array is %s, FLOAT32 %s"
            .formatted(damage.getMessage(), owner(), name, order.get(name)));
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

  private String owner() {
    return "a %s of %d classes".formatted(architecture.preset().name(), architecture.classCount());
  }
}
