package io.boxstream.detection.parameters;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.ParameterRole;
import io.boxstream.detection.network.ParameterSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes the complete arrays of a detector in a file, in GluonCV's order. */
public final class DetectorParameters {
  private final DetectorArchitecture architecture;

  /** Creates a reader and writer for detectors of the given architecture. */
  public DetectorParameters(DetectorArchitecture architecture) {
    this.architecture = architecture;
  }

  /**
   * Reads a detector with structural or legacy GluonCV names.
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
      Map<String, ParameterArray> grids = anchors.read(stored);
      return new StoredDetector(stored.read(specs), grids, anchors.cut(grids));
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
   * Adds the name of the damaged array to an exception, if possible. The names follow the damaged
   * array and cannot be read, but GluonCV writes a detector's arrays in a fixed order. If all
   * arrays before the damaged one have the expected shapes, the damaged one is the next in that
   * order.
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

  /**
   * The arrays in the order of the file: by section, and within a section in the order of the
   * graph.
   */
  private List<ParameterSpec> specs() {
    List<ParameterSpec> specs = new ArrayList<>(new DetectorNetwork(architecture).parameters());
    specs.sort(Comparator.comparingInt(this::section));
    return specs;
  }

  private int section(ParameterSpec spec) {
    return switch (spec.part()) {
      case PLAIN -> plainSection(spec);
      case BASE, EXPANSION -> isSymbol() && !spec.role().trained() ? 1 : 0;
      case CLASS_PREDICTOR -> 3;
      case BOX_PREDICTOR -> 4;
    };
  }

  /** VGG's scale comes after the base network and before the layers added to it. */
  private static int plainSection(ParameterSpec spec) {
    if (spec.role() == ParameterRole.NORM_SCALE) {
      return 1;
    }
    return BaseNames.published(spec.name()).isPresent() ? 0 : 2;
  }

  /**
   * Whether GluonCV builds the features from a symbol. It then writes all arguments first, then all
   * statistics.
   */
  private boolean isSymbol() {
    return switch (architecture.preset().backbone()) {
      case VGG16_ATROUS_300, VGG16_ATROUS_512, RESNET34_V1B -> false;
      case RESNET50_V1,
          RESNET50_V1B,
          MOBILENET_1_0,
          MOBILENET_1_0_RELU6,
          MOBILENET_0_25,
          MOBILENET_0_25_STRIDE_8,
          COMPACT,
          EFFICIENTNET_LITE0 ->
          true;
    };
  }

  private String owner() {
    return "a %s of %d classes".formatted(architecture.preset().name(), architecture.classCount());
  }
}
