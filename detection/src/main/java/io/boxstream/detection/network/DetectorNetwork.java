package io.boxstream.detection.network;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.AnchorLayer;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.DetectorPreset;
import java.util.List;

/**
 * The graphs of a detector. All of them name their arrays alike, so one set of arrays fits each.
 */
public final class DetectorNetwork {
  /** Input: normalised RGB pictures, (batch, 3, size, size). */
  public static final String DATA = "data";

  /** Training input: (batch, anchors), 0 for the background, else class index + 1. */
  public static final String CLASS_TARGETS = "class_targets";

  /** Training input: (batch, anchors, 4) encoded offsets. */
  public static final String BOX_TARGETS = "box_targets";

  private static final int COLOURS = 3;

  private final DetectorArchitecture architecture;

  /** The network of that architecture. */
  public DetectorNetwork(DetectorArchitecture architecture) {
    this.architecture = requireNonNull(architecture, "architecture");
  }

  /** The arrays that the network needs, in the order of the graph. */
  public List<ParameterSpec> parameters() {
    return inferenceGraph().parameters();
  }

  /**
   * From pictures to predictions: class scores (batch, anchors, classes + 1) before softmax, and
   * box offsets (batch, anchors, 4).
   */
  public NetworkGraph inferenceGraph() {
    Layers layers = new Layers(new GraphBuilder(), false);
    PredictionHeads heads = heads(layers);
    String json = layers.graph().json(List.of(heads.classes(), heads.boxes()));
    return new NetworkGraph(json, List.of(DATA), layers.parameters());
  }

  /**
   * From pictures to the predictions of {@link #inferenceGraph} in less time, in the form of {@link
   * #joinedHeads}, from arrays that are made of the stored ones.
   */
  public NetworkGraph servingGraph() {
    Layers layers = new Layers(new GraphBuilder(), false);
    Tensor heads = joinedHeads().add(layers, maps(layers));
    return new NetworkGraph(
        layers.graph().json(List.of(heads)), List.of(DATA), layers.parameters());
  }

  /** The form of what {@link #servingGraph} predicts. */
  public JoinedHeads joinedHeads() {
    return new JoinedHeads(mapSizes(), anchorsPerCell(), classItems());
  }

  /**
   * From pictures and targets to losses, (2, batch): see {@link MultiboxLoss}.
   *
   * @param fused whether to arrange the graph for training on oneDNN's kernels; see {@link Layers}
   */
  public NetworkGraph trainingGraph(boolean fused) {
    Layers layers = new Layers(new GraphBuilder(), fused);
    PredictionHeads heads = heads(layers);
    GraphBuilder graph = layers.graph();
    Tensor classTargets = graph.variable(CLASS_TARGETS);
    Tensor boxTargets = graph.variable(BOX_TARGETS);
    Tensor losses = MultiboxLoss.add(graph, heads, classTargets, boxTargets);
    String json = graph.json(List.of(losses));
    return new NetworkGraph(json, List.of(DATA, CLASS_TARGETS, BOX_TARGETS), layers.parameters());
  }

  /**
   * The graph that goes with a parameter file, for MXNet's own tools: the outputs of {@link
   * #inferenceGraph}, and as a third one the anchors (1, anchors, 4) in centre form, because the
   * file holds them too.
   */
  public String storedSymbol() {
    Layers layers = new Layers(new GraphBuilder(), false);
    PredictionHeads heads = heads(layers);
    Tensor anchors = AnchorOutput.add(layers.graph(), architecture.preset().layers());
    return layers.graph().json(List.of(heads.classes(), heads.boxes(), anchors));
  }

  private PredictionHeads heads(Layers layers) {
    return PredictionHeads.add(layers, maps(layers), anchorsPerCell(), classItems());
  }

  private List<FeatureMap> maps(Layers layers) {
    DetectorPreset preset = architecture.preset();
    Tensor data = layers.graph().variable(DATA);
    FeatureMap pictures = new FeatureMap(data, COLOURS, preset.inputSize());
    List<FeatureMap> maps = FeatureExtractors.of(preset.backbone()).extract(layers, pictures);
    checkSizes(maps);
    return maps;
  }

  private List<Integer> anchorsPerCell() {
    return architecture.preset().layers().stream().map(AnchorLayer::anchorsPerCell).toList();
  }

  private List<Integer> mapSizes() {
    return architecture.preset().layers().stream().map(AnchorLayer::mapSize).toList();
  }

  private int classItems() {
    return architecture.classCount() + 1;
  }

  private void checkSizes(List<FeatureMap> maps) {
    List<Integer> expected = mapSizes();
    List<Integer> actual = maps.stream().map(FeatureMap::size).toList();
    if (!expected.equals(actual)) {
      throw new IllegalArgumentException(
          "preset %s has anchors for maps of %s cells, its network has %s"
              .formatted(architecture.preset().name(), expected, actual));
    }
  }
}
