package io.boxstream.detection.parameters;

import io.boxstream.detection.Backbone;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MobileNet 1.0 (Howard et al. 2017) as timm's {@code mobilenetv1_100}, which has ReLU6. Its blocks
 * are pairs of a depthwise and a pointwise convolution, in five stages.
 */
record TorchMobileNet() implements TorchNetwork {
  private static final Pattern LAYER =
      Pattern.compile("mobilenet_relu6_(conv|batchnorm)(\\d+)_(\\w+)");

  private static final BlockNumbers BLOCKS = new BlockNumbers(List.of(1, 2, 2, 6, 2));

  static Optional<TorchNetwork> recognised(Set<String> names) {
    boolean known =
        names.containsAll(Set.of("conv_stem.weight", "blocks.4.1.conv_pw.weight"))
            && names.stream().noneMatch(name -> name.contains(".conv_pwl."));
    return known ? Optional.of(new TorchMobileNet()) : Optional.empty();
  }

  @Override
  public String label() {
    return "MobileNet 1.0 of timm";
  }

  @Override
  public Optional<String> obstacle(Backbone backbone) {
    return switch (backbone) {
      case MOBILENET_1_0_RELU6 -> Optional.empty();
      case MOBILENET_1_0 ->
          Optional.of(
              "its ReLU6 limits values to 6, and mobilenet1.0 has plain ReLU. Preset ssd_512_mobilenet1.0_relu6 starts from it");
      default -> Optional.of("it is the base of mobilenet1.0_relu6");
    };
  }

  @Override
  public Optional<String> tensor(String published) {
    Matcher layer = LAYER.matcher(published);
    if (!layer.matches()) {
      return Optional.empty();
    }
    boolean convolution = layer.group(1).equals("conv");
    String array = TorchNetwork.array(layer.group(3));
    int number = Integer.parseInt(layer.group(2));
    if (number == 0) {
      return Optional.of((convolution ? "conv_stem." : "bn1.") + array);
    }
    boolean depthwise = number % 2 == 1;
    String name =
        convolution ? (depthwise ? "conv_dw." : "conv_pw.") : (depthwise ? "bn1." : "bn2.");
    return Optional.of("blocks." + BLOCKS.name((number - 1) / 2) + "." + name + array);
  }

  @Override
  public boolean isLeftOut(String tensor) {
    return tensor.startsWith("classifier.") || tensor.endsWith(".num_batches_tracked");
  }
}
