package io.boxstream.detection.inference;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.boxstream.detection.Detection;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.decode.Decoder;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.inference.HeadsGraph.Heads;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.NetworkGraph;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.parameters.StoredDetector;
import io.boxstream.detection.transform.ValidationTransform;
import io.boxstream.pictures.RgbImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trained detector in memory. Pictures are stretched to the network's input as in validation.
 * Owns its arrays in the engine and frees them on close. Safe for many threads, which take turns;
 * use one model per thread for more.
 */
public final class DetectorModel implements AutoCloseable {
  private static final int LARGEST_BATCH = 16;

  private final DetectorArchitecture architecture;
  private final ValidationTransform transform;
  private final Decoder decoder;
  private final NetworkGraph network;
  private final NDManager manager;
  private final Map<String, NDArray> arrays;
  private final Map<Integer, HeadsGraph> graphs = new TreeMap<>();

  private DetectorModel(
      DetectorArchitecture architecture, Path parameters, DecodeSettings settings) {
    this.architecture = requireNonNull(architecture, "architecture");
    transform = new ValidationTransform(architecture.preset().inputSize());
    StoredDetector stored = new DetectorParameters(architecture).read(parameters);
    decoder = new Decoder(stored.anchors(), architecture.classCount(), settings);
    network = new DetectorNetwork(architecture).inferenceGraph();
    manager = new EngineRuntime().newManager();
    try {
      arrays = EngineArrays.upload(manager, stored.arrays());
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * Loads a detector that decodes as the reference does.
   *
   * @throws io.boxstream.detection.parameters.ParameterFileException if the file is damaged or of
   *     another detector
   */
  public static DetectorModel load(DetectorArchitecture architecture, Path parameters) {
    return load(architecture, parameters, DecodeSettings.defaults());
  }

  /** Loads a detector; see {@link #load(DetectorArchitecture, Path)}. */
  public static DetectorModel load(
      DetectorArchitecture architecture, Path parameters, DecodeSettings settings) {
    return new DetectorModel(architecture, parameters, settings);
  }

  /** What the detector is. */
  public DetectorArchitecture architecture() {
    return architecture;
  }

  /**
   * Detects objects, each picture's best first.
   *
   * @return boxes in pixels of each picture, clipped to it; what lies outside is left out
   */
  public List<List<Detection>> detect(List<RgbImage> pictures) {
    List<List<Detection>> results = new ArrayList<>();
    List<List<Detection>> stretched = detectStretched(pictures);
    double size = architecture.preset().inputSize();
    for (int i = 0; i < pictures.size(); i++) {
      double x = pictures.get(i).width() / size;
      double y = pictures.get(i).height() / size;
      results.add(
          stretched.get(i).stream()
              .filter(found -> found.box().area() > 0)
              .map(found -> found.withBox(found.box().scaled(x, y)))
              .toList());
    }
    return results;
  }

  /**
   * Detects objects as the reference evaluates them.
   *
   * @return boxes in pixels of the network's input, clipped to it
   */
  public synchronized List<List<Detection>> detectStretched(List<RgbImage> pictures) {
    List<List<Detection>> results = new ArrayList<>();
    int next = 0;
    while (next < pictures.size()) {
      int batch = Math.min(LARGEST_BATCH, Integer.highestOneBit(pictures.size() - next));
      results.addAll(detectBatch(pictures.subList(next, next + batch)));
      next += batch;
    }
    return results;
  }

  /** Batches are powers of two, so that there are few graphs to plan and no padding to compute. */
  private List<List<Detection>> detectBatch(List<RgbImage> pictures) {
    int size = architecture.preset().inputSize();
    HeadsGraph graph =
        graphs.computeIfAbsent(
            pictures.size(), batch -> new HeadsGraph(manager, network, arrays, batch, size));
    float[] planes = new float[3 * size * size];
    for (int i = 0; i < pictures.size(); i++) {
      transform.apply(pictures.get(i), planes);
      graph.put(i, planes);
    }
    Heads heads = graph.run();
    List<List<Detection>> results = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      results.add(
          decoder.decode(heads.classes(), heads.boxes(), i).stream()
              .map(found -> found.withBox(found.box().clipped(size, size)))
              .toList());
    }
    return results;
  }

  /** Frees everything in the engine. */
  @Override
  public synchronized void close() {
    manager.close();
  }
}
