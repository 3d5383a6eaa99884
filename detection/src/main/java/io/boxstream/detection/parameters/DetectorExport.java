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
 * A detector as two files that any MXNet runs without this software, as GluonCV's {@code export}
 * writes them: {@code NAME-symbol.json}, a graph from normalised images named {@code data} to class
 * indices, scores and boxes, and {@code NAME-0000.params} (SSD.md 9).
 */
public final class DetectorExport {
  private static final String NETWORK = "ssd0_";

  private final DetectorArchitecture architecture;
  private final DecodeSettings settings;

  /**
   * Exports of detectors of that architecture.
   *
   * @param settings thresholds and counts; they become part of the graph
   */
  public DetectorExport(DetectorArchitecture architecture, DecodeSettings settings) {
    this.architecture = requireNonNull(architecture, "architecture");
    this.settings = requireNonNull(settings, "settings");
  }

  /** Where the graph of an export goes. */
  public static Path symbolFile(Path directory, String name) {
    return directory.resolve(name + "-symbol.json");
  }

  /** Where the arrays of an export go. */
  public static Path parameterFile(Path directory, String name) {
    return directory.resolve(name + "-0000.params");
  }

  /**
   * Writes both files, replacing what is there.
   *
   * @param parameters the detector's {@code .params} file
   * @param directory where to, must exist
   * @param name what the files' names begin with
   * @throws ParameterFileException if the detector's file is damaged or of another detector
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

  /** MXNet calls what training updates beside the optimizer auxiliary. */
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
