package io.boxstream.detection.parameters;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.NetworkPart;
import io.boxstream.detection.network.ParameterRole;
import io.boxstream.detection.network.ParameterSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file that training can start from: a complete GluonCV detector with any classes, or a base
 * network trained on ImageNet. Files of GluonCV and of Gluon's model zoo have structural or legacy
 * names; files of torchvision and timm have the names of {@link TorchNetwork}.
 */
public final class BaseNetworkFile {
  private static final String FIRST_CLASSES = "class_predictors.0.predictor.weight";
  private static final String FIRST_BOXES = "box_predictors.0.predictor.weight";
  private static final int COORDINATES = 4;
  private static final int MOST_NAMED = 3;

  private static final Pattern PREDICTOR =
      Pattern.compile("(?:class|box)_predictors\\.(\\d+)\\..*");

  private final DetectorArchitecture architecture;
  private final List<ParameterSpec> specs;
  private final StoredAnchors anchors;

  /** Creates a reader for detectors of the given architecture. */
  public BaseNetworkFile(DetectorArchitecture architecture) {
    this.architecture = requireNonNull(architecture, "architecture");
    specs = new DetectorNetwork(architecture).parameters();
    anchors = new StoredAnchors(architecture.preset());
  }

  /**
   * Reads the arrays that the detector can use: the complete base network, the arrays of later
   * layers that have the same shape, and the class predictors with any number of rows. Predictors
   * depend on the anchors that they were trained with, so predictors for other anchors are skipped.
   *
   * @param classes the classes that the file's detector predicts, in order; empty to skip its class
   *     predictors, or if the file is a base network
   * @return arrays by structural name
   * @throws ParameterFileException if the file is damaged or holds another base network, if its
   *     detector has another number of classes, or if classes are given and it has other anchors
   */
  public Map<String, ParameterArray> read(Path file, List<String> classes) {
    try (ArrayFileReader reader = ArrayFileReader.open(file)) {
      NamedArrays stored =
          TorchNetwork.recognised(reader.headers().keySet())
              .map(
                  network ->
                      new TorchBase(architecture.preset(), network).named(file, reader, specs))
              .orElseGet(() -> named(file, reader));
      if (!classes.isEmpty()) {
        requireClasses(stored, classes);
      }
      specs.stream()
          .filter(BaseNetworkFile::isRequired)
          .forEach(spec -> stored.require(spec, owner()));
      Map<Integer, Optional<String>> otherAnchors = new HashMap<>();
      Map<String, ParameterArray> arrays = new LinkedHashMap<>();
      for (ParameterSpec spec : specs) {
        if (isUseful(stored, spec, !classes.isEmpty(), otherAnchors)) {
          arrays.put(spec.name(), stored.read(spec.name()));
        }
      }
      return arrays;
    }
  }

  private NamedArrays named(Path file, ArrayFileReader reader) {
    Set<String> stored = reader.headers().keySet();
    List<String> names =
        Stream.concat(specs.stream().map(ParameterSpec::name), anchors.names().stream()).toList();
    Map<String, String> detector = LegacyNames.structural(stored, names);
    Map<String, String> found =
        detector.containsKey(FIRST_CLASSES) ? detector : BaseNames.structural(stored, names);
    if (specs.stream()
        .filter(BaseNetworkFile::isRequired)
        .noneMatch(s -> found.containsKey(s.name()))) {
      throw new ParameterFileException(
          "%s holds neither a detector on the base network of %s nor that base network: its %d arrays are %s ..."
              .formatted(
                  file,
                  architecture.preset().name(),
                  stored.size(),
                  stored.stream().limit(MOST_NAMED).toList()));
    }
    return new NamedArrays(file, reader, found);
  }

  /**
   * Whether an array is required: the base network except for VGG's two scales, which have default
   * values.
   */
  private static boolean isRequired(ParameterSpec spec) {
    boolean scale =
        spec.role() == ParameterRole.INPUT_SCALE || spec.role() == ParameterRole.NORM_SCALE;
    boolean base = spec.part() == NetworkPart.BASE || BaseNames.published(spec.name()).isPresent();
    return base && !scale;
  }

  private static void requireClasses(NamedArrays stored, List<String> classes) {
    int rows = rows(stored, FIRST_CLASSES);
    int anchors = rows(stored, FIRST_BOXES) / COORDINATES;
    if (rows == 0) {
      throw new ParameterFileException(
          "%s holds a base network, which tells no classes apart; %d were named"
              .formatted(stored.path(), classes.size()));
    }
    if (rows != anchors * (classes.size() + 1)) {
      throw new ParameterFileException(
          "%s has %s as %s; a detector of %d classes with %d anchors a cell has %d rows there"
              .formatted(
                  stored.path(),
                  FIRST_CLASSES,
                  stored.header(FIRST_CLASSES).orElseThrow(),
                  classes.size(),
                  anchors,
                  anchors * (classes.size() + 1)));
    }
  }

  /**
   * Whether the detector can use an array.
   *
   * @param otherAnchors a cache of the differences between the file's anchors and the preset's, by
   *     map
   */
  private boolean isUseful(
      NamedArrays stored,
      ParameterSpec spec,
      boolean classesAreNamed,
      Map<Integer, Optional<String>> otherAnchors) {
    if (!stored.fits(spec) && !hasRows(stored, spec)) {
      return false;
    }
    Matcher predictor = PREDICTOR.matcher(spec.name());
    if (!predictor.matches()) {
      return true;
    }
    Optional<String> difference =
        otherAnchors.computeIfAbsent(
            Integer.parseInt(predictor.group(1)), map -> anchors.difference(stored, map));
    if (difference.isPresent() && classesAreNamed) {
      throw new ParameterFileException(
          "%s was trained with other anchors than those of %s: %s. Describe the file's anchors in a preset, or omit its classes to load only the layers before the predictors"
              .formatted(stored.path(), architecture.preset().name(), difference.get()));
    }
    return difference.isEmpty();
  }

  private static int rows(NamedArrays stored, String name) {
    return stored
        .header(name)
        .filter(header -> !header.shape().isEmpty())
        .map(header -> header.shape().get(0))
        .orElse(0);
  }

  /** Whether an array is a class predictor that differs at most in its number of rows. */
  private static boolean hasRows(NamedArrays stored, ParameterSpec spec) {
    int dimensions = spec.shape().size();
    return spec.part() == NetworkPart.CLASS_PREDICTOR
        && stored
            .header(spec.name())
            .filter(header -> header.type().isReal() && header.shape().size() == dimensions)
            .filter(
                header ->
                    header
                        .shape()
                        .subList(1, dimensions)
                        .equals(spec.shape().subList(1, dimensions)))
            .isPresent();
  }

  private String owner() {
    return "a " + architecture.preset().name() + " that starts from it";
  }
}
