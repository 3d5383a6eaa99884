package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The layers of detectors. Each adds one or two nodes and the arrays that they need to the graph. A
 * layer's node is named after its arrays: {@code x_weight} and {@code x_bias} belong to {@code x}.
 */
public final class Layers {
  /** The number of channels that oneDNN's fastest kernels process at a time. */
  static final int CHANNEL_BLOCK = 16;

  private final GraphBuilder graph;
  private final Arrangement arrangement;
  private final boolean fixedStatistics;
  private final List<ParameterSpec> parameters = new ArrayList<>();
  private final Map<String, ArrayRule> rules = new HashMap<>();

  /** Adds layers to the given graph. */
  Layers(GraphBuilder graph, Arrangement arrangement) {
    this(graph, arrangement, false);
  }

  /**
   * Adds layers to the given graph.
   *
   * @param fixedStatistics whether the base network's batch normalisations use their stored
   *     statistics in training and leave them as they are
   */
  Layers(GraphBuilder graph, Arrangement arrangement, boolean fixedStatistics) {
    this.graph = graph;
    this.arrangement = arrangement;
    this.fixedStatistics = fixedStatistics;
  }

  /** Whether this is a training graph for oneDNN's kernels. */
  boolean fused() {
    return arrangement == Arrangement.TRAINING_ON_ONEDNN;
  }

  private boolean serving() {
    return arrangement == Arrangement.SERVING_ON_ONEDNN
        || arrangement == Arrangement.SERVING_ON_AVX512;
  }

  /** The graph under construction. */
  public GraphBuilder graph() {
    return graph;
  }

  /** The arrays of the layers added so far, in the order of the graph. */
  public List<ParameterSpec> parameters() {
    return Collections.unmodifiableList(parameters);
  }

  /** Adds a variable for an array of the network. */
  public Tensor parameter(ParameterSpec spec) {
    parameters.add(spec);
    return graph.variable(spec.name());
  }

  /** Adds a variable for an array that is computed from others. */
  Tensor made(ParameterSpec spec, ArrayRule rule) {
    define(spec.name(), rule);
    return parameter(spec);
  }

  /** Defines how to compute an array from others, in case a layer needs it. */
  void define(String name, ArrayRule rule) {
    rules.put(name, rule);
  }

  /** The rules of the computed arrays, by name. */
  Map<String, ArrayRule> rules() {
    return Collections.unmodifiableMap(rules);
  }

  /**
   * Adds a convolution; its arrays are {@code prefix + "weight"} and, with a bias, {@code prefix +
   * "bias"}.
   */
  public FeatureMap convolution(
      FeatureMap input, String prefix, NetworkPart part, Convolution form, boolean bias) {
    if (serving() && bias && WinogradConvolution.pays(input, form)) {
      return WinogradConvolution.add(this, input, prefix, part, form);
    }
    boolean aligned = fused() && fixedStatistics && AlignedChannels.pays(input, form);
    Tensor filters = filters(input, prefix, part, form);
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(aligned ? AlignedChannels.map(this, input, prefix) : input.tensor());
    inputs.add(aligned ? AlignedChannels.filters(this, input, filters, prefix, form) : filters);
    if (bias) {
      inputs.add(bias(prefix, part, form));
    }
    return convolution(inputs, prefix, form, input.size());
  }

  /**
   * Adds a convolution whose filters and bias are results of other nodes.
   *
   * @param filters (out, in / groups, kernel, kernel)
   * @param bias (out)
   */
  FeatureMap convolution(
      FeatureMap input, String prefix, Convolution form, Tensor filters, Tensor bias) {
    List<Tensor> inputs = List.of(input.tensor(), widened(filters, prefix, form), bias);
    return convolution(inputs, prefix, form, input.size());
  }

  private Tensor filters(FeatureMap input, String prefix, NetworkPart part, Convolution form) {
    if (serving() && !form.padding().isEven()) {
      return WidenedFilters.made(this, input, prefix, part, form);
    }
    return widened(weight(input, prefix, part, form), prefix, form);
  }

  private Tensor widened(Tensor filters, String prefix, Convolution form) {
    return widens(form) ? WidenedFilters.padded(this, filters, prefix) : filters;
  }

  /** Whether the filters of a convolution have to be widened, because MXNet only pads evenly. */
  private boolean widens(Convolution form) {
    return !form.padding().isEven() && arrangement != Arrangement.PORTABLE;
  }

  private FeatureMap convolution(List<Tensor> inputs, String prefix, Convolution form, int size) {
    Convolution computed = widens(form) ? WidenedFilters.form(form) : form;
    Map<String, String> window =
        Map.of(
            "kernel", pair(computed.kernel()),
            "stride", pair(computed.stride()),
            "pad", padding(computed.padding()),
            "dilate", pair(computed.dilation()));
    Tensor output = convolution(inputs, prefix + "fwd", form.channels(), form.groups(), window);
    return new FeatureMap(output, form.channels(), form.outputSize(size));
  }

  /**
   * Adds a convolution with any window.
   *
   * @param inputs a map, the filters and, optionally, the bias
   * @param window the operator's parameters for the filter: kernel, stride, padding and dilation
   */
  Tensor convolution(
      List<Tensor> inputs, String name, int channels, int groups, Map<String, String> window) {
    Map<String, String> attributes = new HashMap<>(window);
    attributes.put("num_filter", Integer.toString(channels));
    attributes.put("num_group", Integer.toString(groups));
    attributes.put("no_bias", inputs.size() == 3 ? "False" : "True");
    attributes.put("layout", "NCHW");
    return graph.apply("Convolution", name, attributes, inputs);
  }

  /** Adds a variable for a convolution's filters. */
  Tensor weight(FeatureMap input, String prefix, NetworkPart part, Convolution form) {
    List<Integer> shape =
        List.of(form.channels(), input.channels() / form.groups(), form.kernel(), form.kernel());
    return parameter(
        new ParameterSpec(prefix + "weight", ParameterRole.CONVOLUTION_WEIGHT, part, shape));
  }

  /** Adds a variable for a convolution's bias. */
  Tensor bias(String prefix, NetworkPart part, Convolution form) {
    List<Integer> shape = List.of(form.channels());
    return parameter(
        new ParameterSpec(prefix + "bias", ParameterRole.CONVOLUTION_BIAS, part, shape));
  }

  /**
   * Joins several convolutions of one map into one. Zero filters pad the channels to a multiple of
   * sixteen. For any other number, oneDNN falls back to a kernel that first unfolds the map, which
   * takes about twice as long.
   *
   * @param weights the filters of each
   * @param biases the bias of each
   * @param form their common form, with the total number of channels
   * @return their channels in order, followed by the zero channels
   */
  FeatureMap joinedConvolution(
      FeatureMap input,
      String prefix,
      List<Tensor> weights,
      List<Tensor> biases,
      Convolution form) {
    int spare = Math.floorMod(-form.channels(), CHANNEL_BLOCK);
    Convolution whole =
        Convolution.of(
            form.channels() + spare, form.kernel(), form.stride(), form.padding().before());
    String filter = "%d, %d, %d".formatted(input.channels(), form.kernel(), form.kernel());
    List<Tensor> inputs =
        List.of(
            input.tensor(),
            filled(weights, prefix + "weight", spare, "(" + spare + ", " + filter + ")"),
            filled(biases, prefix + "bias", spare, "(" + spare + ",)"));
    return convolution(inputs, prefix, whole, input.size());
  }

  private Tensor filled(List<Tensor> parts, String name, int spare, String shape) {
    List<Tensor> all = new ArrayList<>(parts);
    if (spare > 0) {
      all.add(graph.apply("_zeros", name + "_spare", Map.of("shape", shape), List.of()));
    }
    Map<String, String> concat = Map.of("dim", "0", "num_args", Integer.toString(all.size()));
    return graph.apply("Concat", name + "s", concat, all);
  }

  /** Adds a convolution and its batch normalisation; in a serving graph, a single convolution. */
  FeatureMap normalised(FeatureMap input, NetworkPart part, NormalisedConvolution layer) {
    if (arrangement.foldsNormalisation()) {
      return convolution(input, folded(layer), part, layer.form(), true);
    }
    if (fixedStatistics && part == NetworkPart.BASE) {
      return FixedNormalisation.add(this, input, part, layer);
    }
    return normalised("BatchNorm", input, part, layer);
  }

  /** Defines the arrays of the folded convolution, and returns the prefix of their names. */
  private String folded(NormalisedConvolution layer) {
    define(layer.foldedPrefix() + "weight", layer::foldedWeight);
    define(layer.foldedPrefix() + "bias", layer::foldedBias);
    return layer.foldedPrefix();
  }

  /**
   * Adds a convolution, its batch normalisation and a ReLU.
   *
   * @param readOnce whether a single convolution reads the result. Only then can normalisation and
   *     ReLU be fused in training: oneDNN's fused backward pass rejects a gradient whose memory
   *     layout differs from that of the data, and the sum over several readers can have another
   *     layout
   */
  FeatureMap rectified(
      FeatureMap input, NetworkPart part, NormalisedConvolution layer, boolean readOnce) {
    if (fused() && readOnce) {
      return normalised("_contrib_BatchNormWithReLU", input, part, layer);
    }
    if (arrangement == Arrangement.SERVING_ON_AVX512
        && DividedConvolution.pays(input, layer.form())) {
      return DividedConvolution.addRectified(this, input, folded(layer), part, layer.form());
    }
    return relu(normalised(input, part, layer), layer.normPrefix() + "relu");
  }

  private FeatureMap normalised(
      String operator, FeatureMap input, NetworkPart part, NormalisedConvolution layer) {
    FeatureMap map = convolution(input, layer.prefix(), part, layer.form(), layer.hasBias());
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(map.tensor());
    inputs.addAll(normalisation(layer, part));
    Map<String, String> attributes =
        Map.of(
            "axis", "1",
            "eps", layer.norm().epsilon(),
            "momentum", "0.9",
            "fix_gamma", layer.norm().fixGamma() ? "True" : "False",
            "use_global_stats", "False");
    Tensor output = graph.apply(operator, layer.normPrefix() + "fwd", attributes, inputs);
    return new FeatureMap(output, map.channels(), map.size());
  }

  /** Adds variables for γ, β, μ and σ² of a batch normalisation. */
  List<Tensor> normalisation(NormalisedConvolution layer, NetworkPart part) {
    List<Integer> shape = List.of(layer.form().channels());
    return List.of(
        parameter(new ParameterSpec(layer.gamma(), ParameterRole.NORM_GAMMA, part, shape)),
        parameter(new ParameterSpec(layer.beta(), ParameterRole.NORM_BETA, part, shape)),
        parameter(new ParameterSpec(layer.mean(), ParameterRole.NORM_MEAN, part, shape)),
        parameter(new ParameterSpec(layer.variance(), ParameterRole.NORM_VARIANCE, part, shape)));
  }

  /**
   * Adds a node that supports only the engine's plain memory layout, so that the gradient of the
   * map has this layout. oneDNN returns the gradients of narrow convolutions in special layouts,
   * for which the backward pass of batch normalisation falls back to a kernel that is thirty times
   * slower. It converts plain gradients and stays fast. Graphs that do not train on oneDNN's
   * kernels are not changed.
   */
  public FeatureMap inPlainLayout(FeatureMap input, String name) {
    if (!fused()) {
      return input;
    }
    Tensor output =
        graph.apply("_mul_scalar", name, Map.of("scalar", "1"), List.of(input.tensor()));
    return new FeatureMap(output, input.channels(), input.size());
  }

  /** Adds a ReLU. */
  public FeatureMap relu(FeatureMap input, String name) {
    Tensor output =
        graph.apply("Activation", name, Map.of("act_type", "relu"), List.of(input.tensor()));
    return new FeatureMap(output, input.channels(), input.size());
  }

  /** The positive part, at most 6. */
  public FeatureMap relu6(FeatureMap input, String name) {
    Map<String, String> range = Map.of("a_min", "0", "a_max", "6");
    Tensor output = graph.apply("clip", name, range, List.of(input.tensor()));
    return new FeatureMap(output, input.channels(), input.size());
  }

  /**
   * Adds max pooling; padding is never the maximum.
   *
   * @param ceiling whether a last, incomplete window counts (MXNet's "full" convention)
   */
  public FeatureMap maxPool(
      FeatureMap input, String name, int kernel, int stride, int padding, boolean ceiling) {
    int span = input.size() + 2 * padding - kernel;
    int size = 1 + (ceiling ? (span + stride - 1) / stride : span / stride);
    Map<String, String> attributes =
        Map.of(
            "kernel", pair(kernel),
            "stride", pair(stride),
            "pad", pair(padding),
            "pool_type", "max",
            "pooling_convention", ceiling ? "full" : "valid");
    Tensor output = graph.apply("Pooling", name, attributes, List.of(input.tensor()));
    return new FeatureMap(output, input.channels(), size);
  }

  /** For uneven padding, which MXNet does not have, all four sides: top, left, bottom, right. */
  private static String padding(Padding padding) {
    int before = padding.before();
    int after = padding.after();
    return padding.isEven()
        ? pair(before)
        : "(%d, %d, %d, %d)".formatted(before, before, after, after);
  }

  private static String pair(int value) {
    return pair(value, value);
  }

  /** Two numbers in MXNet's notation. */
  static String pair(int vertical, int horizontal) {
    return "(" + vertical + ", " + horizontal + ")";
  }
}
