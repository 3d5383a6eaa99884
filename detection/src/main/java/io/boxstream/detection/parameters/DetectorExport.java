package io.boxstream.detection.parameters;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.ParameterRole;
import io.boxstream.detection.network.ParameterSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Exports a detector as two files that any MXNet can run without Boxstream, in the format of
 * GluonCV's {@code export}: {@code NAME-symbol.json}, a graph from normalised images named {@code
 * data} to class indices, scores and boxes, and {@code NAME-0000.params} (SSD.md 9).
 */
public final class DetectorExport {
  private static final String NETWORK = "ssd0_";

  private final DetectorArchitecture architecture;
  private final DecodeSettings settings;

  /**
   * Creates an exporter for detectors of the given architecture.
   *
   * @param settings thresholds and counts, which become part of the graph
   */
  public DetectorExport(DetectorArchitecture architecture, DecodeSettings settings) {
    this.architecture = requireNonNull(architecture, "architecture");
    this.settings = requireNonNull(settings, "settings");
  }

  /** The path of the graph of an export. */
  public static Path symbolFile(Path directory, String name) {
    return directory.resolve(name + "-symbol.json");
  }

  /** The path of the arrays of an export. */
  public static Path parameterFile(Path directory, String name) {
    return directory.resolve(name + "-0000.params");
  }

  /**
   * Writes both files and replaces existing ones.
   *
   * @param parameters the detector's {@code .params} file
   * @param directory the target directory, which must exist
   * @param name the prefix of the file names
   * @throws ParameterFileException if the detector's file is damaged or belongs to another detector
   * @throws UncheckedIOException if a file cannot be written
   */
  public void write(Path parameters, Path directory, String name) {
    ParameterFile.write(parameterFile(directory, name), arrays(parameters));
    try {
      Files.writeString(symbolFile(directory, name), symbol());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + symbolFile(directory, name), e);
    }
  }

  private String symbol() {
    return new DetectorNetwork(architecture).exportedSymbol(settings, DetectorExport::name);
  }

  /** The file's arrays, with its own anchors, under the graph's names, in the graph's order. */
  private Map<String, ParameterArray> arrays(Path parameters) {
    StoredDetector detector = new DetectorParameters(architecture).read(parameters);
    Map<String, ParameterArray> arrays = new LinkedHashMap<>();
    for (ParameterSpec spec : new DetectorNetwork(architecture).parameters()) {
      arrays.put(kind(spec.role()) + name(spec.name()), detector.arrays().get(spec.name()));
    }
    detector.anchorGrids().forEach((name, grid) -> arrays.put("arg:" + name(name), grid));
    return arrays;
  }

  /** MXNet's auxiliary arrays are those that training updates without the optimizer. */
  private static String kind(ParameterRole role) {
    return switch (role) {
      case NORM_MEAN, NORM_VARIANCE -> "aux:";
      case CONVOLUTION_WEIGHT, CONVOLUTION_BIAS, NORM_GAMMA, NORM_BETA, NORM_SCALE, INPUT_SCALE ->
          "arg:";
    };
  }

  private static String name(String structural) {
    return structural.equals(DetectorNetwork.DATA)
        ? structural
        : NETWORK + LegacyNames.legacy(structural);
  }
}
