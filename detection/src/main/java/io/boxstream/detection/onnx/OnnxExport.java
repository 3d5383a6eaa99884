package io.boxstream.detection.onnx;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.PortableGraph;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.parameters.StoredDetector;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Exports a detector as one ONNX file: a graph from normalised images named {@code data}, (batch,
 * 3, size, size), to detections, best first. The outputs are {@code boxes} (batch, detections, 4),
 * corners in pixels of the network's input, not clipped; {@code scores} (batch, detections); {@code
 * labels} (batch, detections), class indices; and {@code count} (batch). Rows without a detection
 * are -1.
 *
 * <p>The metadata of the file say what to feed and what the labels mean: {@code classes}, {@code
 * mean} and {@code std} as JSON, {@code input_size}, {@code colour_order}, {@code preset}, {@code
 * score_threshold} and {@code overlap_threshold}.
 */
public final class OnnxExport {
  private final DetectorArchitecture architecture;
  private final DecodeSettings settings;

  /**
   * Creates an exporter for detectors of the given architecture.
   *
   * @param settings thresholds and counts, which become part of the graph
   */
  public OnnxExport(DetectorArchitecture architecture, DecodeSettings settings) {
    this.architecture = requireNonNull(architecture, "architecture");
    this.settings = requireNonNull(settings, "settings");
  }

  /**
   * Writes the file and replaces an existing one. Needs the memory of the detector's arrays and of
   * the largest one twice more.
   *
   * @param parameters the detector's {@code .params} file
   * @param file the file to write
   * @param more metadata to add
   * @throws io.boxstream.detection.parameters.ParameterFileException if the detector's file is
   *     damaged or belongs to another detector
   * @throws UncheckedIOException if the file cannot be written
   */
  public void write(Path parameters, Path file, Map<String, String> more) {
    StoredDetector detector = new DetectorParameters(architecture).read(parameters);
    OnnxGraph graph = graph(detector);
    Map<String, String> metadata = metadata();
    metadata.putAll(more);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      graph.write(metadata, out);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private OnnxGraph graph(StoredDetector detector) {
    DetectorPreset preset = architecture.preset();
    PortableGraph network = new DetectorNetwork(architecture).portableGraph();
    Function<String, float[]> elements =
        network.elements(name -> detector.arrays().get(name).floats());
    OnnxGraph graph = new OnnxGraph(preset.name());
    NetworkTranslation translation = new NetworkTranslation(graph, elements, preset.inputSize());
    translation.add(network.nodes(), network.parameters());
    new DetectionTail(graph, settings, architecture.classCount(), preset.anchorCount())
        .add(
            translation.value(network.heads().classes()),
            translation.value(network.heads().boxes()),
            detector.anchors());
    return graph;
  }

  private Map<String, String> metadata() {
    DetectorPreset preset = architecture.preset();
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("classes", json(architecture.classes()));
    metadata.put("preset", preset.name());
    metadata.put("input_size", Integer.toString(preset.inputSize()));
    metadata.put("colour_order", "RGB");
    metadata.put("mean", json(preset.normalization().mean()));
    metadata.put("std", json(preset.normalization().deviation()));
    metadata.put("score_threshold", Float.toString(settings.scoreThreshold()));
    metadata.put("overlap_threshold", Float.toString(settings.overlapThreshold()));
    return metadata;
  }

  private static String json(Object value) {
    try {
      return new ObjectMapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always valid JSON", e);
    }
  }
}
