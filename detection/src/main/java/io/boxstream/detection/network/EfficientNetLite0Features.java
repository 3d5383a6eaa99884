package io.boxstream.detection.network;

import java.util.ArrayList;
import java.util.List;

/**
 * EfficientNet-Lite0 (Tan and Le 2019, in TensorFlow's form for mobile devices: ReLU6, and no
 * squeeze and excitation) without its classifier: a strided convolution and seven stages of
 * inverted residual blocks, padded as TensorFlow pads. Maps are the results of stages 3, 5 and 7,
 * of stride 8, 16 and 32.
 */
record EfficientNetLite0Features() implements DividedFeatures {
  private static final String NETWORK = "features.lite0_";
  private static final int STEM_CHANNELS = 32;

  /** The first layers end with stage 5, the second map. */
  private static final int FIRST_STAGES = 5;

  private static final List<Stage> STAGES =
      List.of(
          new Stage(3, 1, 1, 16, 1, false),
          new Stage(3, 2, 6, 24, 2, false),
          new Stage(5, 2, 6, 40, 2, true),
          new Stage(3, 2, 6, 80, 3, false),
          new Stage(5, 1, 6, 112, 3, true),
          new Stage(5, 2, 6, 192, 4, false),
          new Stage(3, 1, 6, 320, 1, true));

  /**
   * Blocks of one form.
   *
   * @param kernel of the depthwise convolutions
   * @param stride of the first block's
   * @param expansion factor from a block's channels to those of its depthwise convolution
   * @param channels of each block's result
   * @param blocks how many
   * @param mapped whether the result of the last one is a map
   */
  private record Stage(
      int kernel, int stride, int expansion, int channels, int blocks, boolean mapped) {}

  @Override
  public List<FeatureMap> extractFirst(Layers layers, FeatureMap data) {
    Convolution stem = Convolution.same(STEM_CHANNELS, 3, 2, data.size());
    FeatureMap map =
        layers.relu6(
            normalised(layers, data, NETWORK + "stem_", "conv_", "batchnorm_", stem),
            NETWORK + "stem_relu6");
    return stages(layers, map, 0, FIRST_STAGES);
  }

  @Override
  public List<FeatureMap> extractRest(Layers layers, List<FeatureMap> first) {
    List<FeatureMap> maps = new ArrayList<>(first);
    maps.addAll(stages(layers, first.get(first.size() - 1), FIRST_STAGES, STAGES.size()));
    return maps;
  }

  /** Adds the stages from {@code begin} to {@code end}, exclusive; returns those that are maps. */
  private static List<FeatureMap> stages(Layers layers, FeatureMap input, int begin, int end) {
    List<FeatureMap> maps = new ArrayList<>();
    FeatureMap map = input;
    int number = STAGES.subList(0, begin).stream().mapToInt(Stage::blocks).sum();
    for (Stage stage : STAGES.subList(begin, end)) {
      for (int block = 0; block < stage.blocks(); block++) {
        int stride = block == 0 ? stage.stride() : 1;
        map = block(layers, map, NETWORK + "block" + number + "_", stage, stride);
        number++;
      }
      if (stage.mapped()) {
        maps.add(map);
      }
    }
    return maps;
  }

  private static FeatureMap block(
      Layers layers, FeatureMap input, String prefix, Stage stage, int stride) {
    FeatureMap map = input;
    if (stage.expansion() > 1) {
      Convolution expand = Convolution.pointwise(input.channels() * stage.expansion(), 1);
      map = normalised(layers, map, prefix, "expand_conv_", "batchnorm0_", expand);
      map = layers.relu6(map, prefix + "expand_relu6");
    }
    Convolution depthwise =
        Convolution.sameDepthwise(map.channels(), stage.kernel(), stride, map.size());
    map = normalised(layers, map, prefix, "depthwise_conv_", "batchnorm1_", depthwise);
    map = layers.relu6(map, prefix + "depthwise_relu6");
    Convolution project = Convolution.pointwise(stage.channels(), 1);
    map = normalised(layers, map, prefix, "project_conv_", "batchnorm2_", project);
    boolean skips = stride == 1 && input.channels() == stage.channels();
    return skips ? sum(layers, map, input, prefix + "sum") : map;
  }

  private static FeatureMap normalised(
      Layers layers,
      FeatureMap input,
      String prefix,
      String convolution,
      String norm,
      Convolution form) {
    var layer =
        new NormalisedConvolution(
            prefix + convolution, form, false, prefix + norm, BatchNorm.EFFICIENT_NET);
    return layers.normalised(input, NetworkPart.BASE, layer);
  }

  private static FeatureMap sum(Layers layers, FeatureMap map, FeatureMap input, String name) {
    Tensor sum = layers.graph().apply("elemwise_add", name, map.tensor(), input.tensor());
    return new FeatureMap(sum, map.channels(), map.size());
  }
}
