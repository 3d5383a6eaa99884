package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The layers that detectors are made of, each a node or two in the graph and the arrays it needs. A
 * layer's node is named after its arrays: {@code x_weight} and {@code x_bias} belong to {@code x}.
 */
public final class Layers {
  /** Channels that oneDNN's quickest kernels take at a time. */
  private static final int CHANNEL_BLOCK = 16;

  private final GraphBuilder graph;
  private final Arrangement arrangement;
  private final List<ParameterSpec> parameters = new ArrayList<>();
  private final Map<String, ArrayRule> rules = new HashMap<>();

  /** Layers added to that graph. */
  Layers(GraphBuilder graph, Arrangement arrangement) {
    this.graph = graph;
    this.arrangement = arrangement;
  }

  /** Whether the graph is arranged for training on oneDNN's kernels. */
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

  /** The arrays that the layers so far need, in the order of the graph. */
  public List<ParameterSpec> parameters() {
    return Collections.unmodifiableList(parameters);
  }

  /** A variable for an array of the network. */
  public Tensor parameter(ParameterSpec spec) {
    parameters.add(spec);
    return graph.variable(spec.name());
  }

  /** A variable for an array that is made of others. */
  Tensor made(ParameterSpec spec, ArrayRule rule) {
    define(spec.name(), rule);
    return parameter(spec);
  }

  /** Says that an array, should a layer need it, is made of others. */
  void define(String name, ArrayRule rule) {
    rules.put(name, rule);
  }

  /** How arrays that are not the network's own are made, by name. */
  Map<String, ArrayRule> rules() {
    return Collections.unmodifiableMap(rules);
  }

  /**
   * A convolution; its arrays are {@code prefix + "weight"} and, with a bias, {@code prefix +
   * "bias"}.
   */
  public FeatureMap convolution(
      FeatureMap input, String prefix, NetworkPart part, Convolution form, boolean bias) {
    if (serving() && bias && WinogradConvolution.pays(input, form)) {
      return WinogradConvolution.add(this, input, prefix, part, form);
    }
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(input.tensor());
    inputs.add(filters(input, prefix, part, form));
    if (bias) {
      inputs.add(bias(prefix, part, form));
    }
    Convolution even = form.padding().isEven() ? form : WidenedFilters.form(form);
    return convolution(inputs, prefix + "fwd", even, input.size());
  }

  private Tensor filters(FeatureMap input, String prefix, NetworkPart part, Convolution form) {
    if (form.padding().isEven()) {
      return weight(input, prefix, part, form);
    }
    return serving()
        ? WidenedFilters.made(this, input, prefix, part, form)
        : WidenedFilters.padded(this, weight(input, prefix, part, form), prefix);
  }

  private FeatureMap convolution(List<Tensor> inputs, String name, Convolution form, int size) {
    Map<String, String> window =
        Map.of(
            "kernel", pair(form.kernel()),
            "stride", pair(form.stride()),
            "pad", pair(form.padding().before()),
            "dilate", pair(form.dilation()));
    Tensor output = convolution(inputs, name, form.channels(), form.groups(), window);
    return new FeatureMap(output, form.channels(), form.outputSize(size));
  }

  /**
   * A convolution of any window.
   *
   * @param inputs a map, the filters and, if there is one, the bias
   * @param window the operator's parameters that say what a filter sees and how it moves
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

  /** A variable for a convolution's filters. */
  Tensor weight(FeatureMap input, String prefix, NetworkPart part, Convolution form) {
    List<Integer> shape =
        List.of(form.channels(), input.channels() / form.groups(), form.kernel(), form.kernel());
    return parameter(
        new ParameterSpec(prefix + "weight", ParameterRole.CONVOLUTION_WEIGHT, part, shape));
  }

  /** A variable for a convolution's bias. */
  Tensor bias(String prefix, NetworkPart part, Convolution form) {
    List<Integer> shape = List.of(form.channels());
    return parameter(
        new ParameterSpec(prefix + "bias", ParameterRole.CONVOLUTION_BIAS, part, shape));
  }

  /**
   * Several convolutions of one map as one. Filters of zeros fill the channels up to a multiple of
   * sixteen: for any other number oneDNN falls back to a kernel that first unfolds the map, which
   * takes about twice as long.
   *
   * @param weights the filters of each
   * @param biases the bias of each
   * @param form their common form, with the channels of all together
   * @return their channels in order, then those of zeros
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
    return convolution(inputs, prefix + "fwd", whole, input.size());
  }

  private Tensor filled(List<Tensor> parts, String name, int spare, String shape) {
    List<Tensor> all = new ArrayList<>(parts);
    if (spare > 0) {
      all.add(graph.apply("_zeros", name + "_spare", Map.of("shape", shape), List.of()));
    }
    Map<String, String> concat = Map.of("dim", "0", "num_args", Integer.toString(all.size()));
    return graph.apply("Concat", name + "s", concat, all);
  }

  /** A convolution and its batch normalisation; where the graph serves, one convolution. */
  FeatureMap normalised(FeatureMap input, NetworkPart part, NormalisedConvolution layer) {
    if (serving()) {
      return convolution(input, folded(layer), part, layer.form(), true);
    }
    return normalised("BatchNorm", input, part, layer);
  }

  /** Prefix of the names of the one convolution's arrays, which are made. */
  private String folded(NormalisedConvolution layer) {
    define(layer.foldedPrefix() + "weight", layer::foldedWeight);
    define(layer.foldedPrefix() + "bias", layer::foldedBias);
    return layer.foldedPrefix();
  }

  /**
   * A convolution, its batch normalisation and a ReLU.
   *
   * @param readOnce whether a single convolution reads the result. Only then can the last two be
   *     fused in training: oneDNN's fused backward pass refuses a gradient in another memory layout
   *     than the data, which the sum over several readers can be
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
    List<Integer> shape = List.of(map.channels());
    List<Tensor> inputs =
        List.of(
            map.tensor(),
            parameter(new ParameterSpec(layer.gamma(), ParameterRole.NORM_GAMMA, part, shape)),
            parameter(new ParameterSpec(layer.beta(), ParameterRole.NORM_BETA, part, shape)),
            parameter(new ParameterSpec(layer.mean(), ParameterRole.NORM_MEAN, part, shape)),
            parameter(
                new ParameterSpec(layer.variance(), ParameterRole.NORM_VARIANCE, part, shape)));
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

  /**
   * The same map, read through a node that knows only the engine's plain memory layout, so that its
   * gradient comes back in it. oneDNN gives the gradients of narrow convolutions in a layout of
   * their own; batch normalisation's backward pass then falls back to a kernel thirty times slower,
   * unless the gradient is plain, which it converts. Other graphs are left alone.
   */
  public FeatureMap inPlainLayout(FeatureMap input, String name) {
    if (!fused()) {
      return input;
    }
    Tensor output =
        graph.apply("_mul_scalar", name, Map.of("scalar", "1"), List.of(input.tensor()));
    return new FeatureMap(output, input.channels(), input.size());
  }

  /** The positive part. */
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
   * The maximum of each window; padding never wins.
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

  private static String pair(int value) {
    return pair(value, value);
  }

  /** Two numbers as MXNet spells them. */
  static String pair(int vertical, int horizontal) {
    return "(" + vertical + ", " + horizontal + ")";
  }
}
