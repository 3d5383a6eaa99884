package io.boxstream.detection.network;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.AnchorLayer;
import io.boxstream.detection.Backbone;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.decode.DecodeSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The graphs of a detector. All of them use the same array names, so one set of arrays fits each
 * graph.
 */
public final class DetectorNetwork {
  /** Input: normalised RGB images, (batch, 3, size, size). */
  public static final String DATA = "data";

  /** Training input: (batch, anchors), 0 for the background, otherwise class index + 1. */
  public static final String CLASS_TARGETS = "class_targets";

  /** Training input: (batch, anchors, 4) encoded offsets. */
  public static final String BOX_TARGETS = "box_targets";

  /**
   * Training input: (1), the number of positive anchors in the whole batch; see {@link
   * MultiboxLoss}.
   */
  public static final String BATCH_POSITIVES = "batch_positives";

  private static final String FIXED_MAP = "fixed_map";
  private static final int COLOURS = 3;

  private final DetectorArchitecture architecture;

  /** Creates the network of an architecture. */
  public DetectorNetwork(DetectorArchitecture architecture) {
    this.architecture = requireNonNull(architecture, "architecture");
  }

  /** The arrays that the network needs, in the order of the graph. */
  public List<ParameterSpec> parameters() {
    return inferenceGraph().parameters();
  }

  /**
   * The graph from images to predictions: class scores (batch, anchors, classes + 1) before
   * softmax, and box offsets (batch, anchors, 4).
   */
  public NetworkGraph inferenceGraph() {
    Layers layers = new Layers(new GraphBuilder(), Arrangement.PLAIN);
    PredictionHeads heads = heads(layers, maps(layers));
    String json = layers.graph().json(List.of(heads.classes(), heads.boxes()));
    return new NetworkGraph(json, List.of(DATA), layers.parameters());
  }

  /**
   * A faster graph from images to the predictions of {@link #inferenceGraph}, in the layout of
   * {@link #joinedHeads}. Some of its arrays are computed from the stored ones.
   *
   * @param kernels the kernels to optimise the graph for
   */
  public ServingGraph servingGraph(Kernels kernels) {
    Layers layers = new Layers(new GraphBuilder(), Arrangement.serving(kernels));
    String json = layers.graph().json(joinedHeads().add(layers, maps(layers)));
    NetworkGraph graph = new NetworkGraph(json, List.of(DATA), layers.parameters());
    return new ServingGraph(graph, layers.rules());
  }

  /** The graph from images to the predictions of {@link #inferenceGraph}, for other runtimes. */
  public PortableGraph portableGraph() {
    Layers layers = new Layers(new GraphBuilder(), Arrangement.PORTABLE);
    PredictionHeads heads = heads(layers, maps(layers));
    return new PortableGraph(layers.graph().nodes(), heads, layers.parameters(), layers.rules());
  }

  /** The layout of the outputs of {@link #servingGraph}. */
  public JoinedHeads joinedHeads() {
    return new JoinedHeads(mapSizes(), anchorsPerCell(), classItems());
  }

  /**
   * The graph from images and targets to losses, (2, batch); see {@link MultiboxLoss}. If the first
   * layers are fixed, it begins with their maps instead of the images; see {@link #fixedGraph}.
   *
   * @param kernels the kernels to arrange the graph for
   * @throws IllegalArgumentException if layers are fixed of a backbone that is not divided
   */
  public NetworkGraph trainingGraph(Kernels kernels, FineTuning fineTuning) {
    Layers layers =
        new Layers(new GraphBuilder(), Arrangement.training(kernels), fineTuning.fixed());
    List<String> inputs = new ArrayList<>();
    List<FeatureMap> extracted =
        fineTuning.fixed() ? extractRest(layers, inputs) : extract(layers, inputs);
    PredictionHeads heads = heads(layers, layerMaps(extracted));
    GraphBuilder graph = layers.graph();
    Tensor classTargets = graph.variable(CLASS_TARGETS);
    Tensor boxTargets = graph.variable(BOX_TARGETS);
    Tensor batchPositives = graph.variable(BATCH_POSITIVES);
    Tensor losses = MultiboxLoss.add(graph, heads, classTargets, boxTargets, batchPositives);
    inputs.addAll(List.of(CLASS_TARGETS, BOX_TARGETS, BATCH_POSITIVES));
    return new NetworkGraph(graph.json(List.of(losses)), inputs, layers.parameters());
  }

  /**
   * The graph from images to the maps of the base network's first layers, for training that keeps
   * these layers as they are. It is arranged for serving: nothing in it is trained.
   *
   * @param kernels the kernels to optimise the graph for
   * @throws IllegalArgumentException if the backbone is not divided
   */
  public ServingGraph fixedGraph(Kernels kernels) {
    Layers layers = new Layers(new GraphBuilder(), Arrangement.serving(kernels));
    List<Tensor> maps = fixedMaps(layers).stream().map(FeatureMap::tensor).toList();
    NetworkGraph graph =
        new NetworkGraph(layers.graph().json(maps), List.of(DATA), layers.parameters());
    return new ServingGraph(graph, layers.rules());
  }

  private List<FeatureMap> fixedMaps(Layers layers) {
    FeatureMap images =
        new FeatureMap(layers.graph().variable(DATA), COLOURS, architecture.preset().inputSize());
    return divided().extractFirst(layers, images);
  }

  private List<FeatureMap> extract(Layers layers, List<String> inputs) {
    inputs.add(DATA);
    return extract(layers, architecture.preset().backbone(), architecture.preset().inputSize());
  }

  private List<FeatureMap> extractRest(Layers layers, List<String> inputs) {
    List<FeatureMap> first = new ArrayList<>();
    for (FeatureMap map : fixedMaps(new Layers(new GraphBuilder(), Arrangement.PLAIN))) {
      String name = FIXED_MAP + first.size();
      inputs.add(name);
      first.add(new FeatureMap(layers.graph().variable(name), map.channels(), map.size()));
    }
    return divided().extractRest(layers, first);
  }

  private DividedFeatures divided() {
    Backbone backbone = architecture.preset().backbone();
    if (FeatureExtractors.of(backbone) instanceof DividedFeatures divided) {
      return divided;
    }
    throw new IllegalArgumentException(
        "the backbone %s has no layers that training can leave as they are"
            .formatted(backbone.label()));
  }

  /**
   * The graph that belongs to a parameter file, for MXNet's own tools. It has the outputs of {@link
   * #inferenceGraph} and, as a third output, the anchors (1, anchors, 4) in centre form, because
   * the file contains them too.
   */
  public String storedSymbol() {
    Layers layers = new Layers(new GraphBuilder(), Arrangement.PLAIN);
    List<FeatureMap> maps = maps(layers);
    PredictionHeads heads = heads(layers, maps);
    Tensor anchors = AnchorOutput.add(layers.graph(), maps);
    return layers.graph().json(List.of(heads.classes(), heads.boxes(), anchors));
  }

  /**
   * The graph from images to detections, for use without Boxstream; see {@link DetectionOutput}.
   * The anchors are arrays of the graph, as in {@link #storedSymbol}; the size of the images may
   * differ from the preset's input size.
   *
   * @param settings which candidates become detections
   * @param variableNames maps each array name to its name in the graph
   */
  public String exportedSymbol(DecodeSettings settings, UnaryOperator<String> variableNames) {
    Layers layers = new Layers(new GraphBuilder(variableNames), Arrangement.PLAIN);
    List<FeatureMap> maps = maps(layers);
    PredictionHeads heads = heads(layers, maps);
    Tensor anchors = AnchorOutput.add(layers.graph(), maps);
    int candidates = architecture.classCount() * architecture.preset().anchorCount();
    return layers
        .graph()
        .json(DetectionOutput.add(layers.graph(), heads, anchors, candidates, settings));
  }

  /**
   * The number of cells per side of each feature map of a backbone.
   *
   * @throws IllegalArgumentException if the input is too small for one of the maps
   */
  static List<Integer> mapSizes(Backbone backbone, int inputSize) {
    Layers layers = new Layers(new GraphBuilder(), Arrangement.PLAIN);
    return sizes(extract(layers, backbone, inputSize));
  }

  private static List<FeatureMap> extract(Layers layers, Backbone backbone, int inputSize) {
    FeatureMap images = new FeatureMap(layers.graph().variable(DATA), COLOURS, inputSize);
    return FeatureExtractors.of(backbone).extract(layers, images);
  }

  private static List<Integer> sizes(List<FeatureMap> maps) {
    return maps.stream().map(FeatureMap::size).toList();
  }

  /** The map of each layer of anchors. */
  private List<FeatureMap> maps(Layers layers) {
    DetectorPreset preset = architecture.preset();
    return layerMaps(extract(layers, preset.backbone(), preset.inputSize()));
  }

  private List<FeatureMap> layerMaps(List<FeatureMap> maps) {
    checkSizes(sizes(maps));
    return architecture.preset().layers().stream().map(layer -> maps.get(layer.map())).toList();
  }

  private PredictionHeads heads(Layers layers, List<FeatureMap> maps) {
    return PredictionHeads.add(layers, maps, anchorsPerCell(), classItems());
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

  private void checkSizes(List<Integer> actual) {
    DetectorPreset preset = architecture.preset();
    boolean fits =
        preset.mapCount() == actual.size()
            && preset.layers().stream()
                .allMatch(layer -> layer.mapSize() == actual.get(layer.map()));
    if (!fits) {
      throw new IllegalArgumentException(
          "preset %s has anchors for maps of %s cells, its network has %s"
              .formatted(preset.name(), mapSizes(), actual));
    }
  }
}
