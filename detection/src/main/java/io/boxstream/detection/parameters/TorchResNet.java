package io.boxstream.detection.parameters;

import io.boxstream.detection.Backbone;
import java.util.Optional;
import java.util.Set;

/**
 * ResNet 34 or 50 (He et al. 2015). GluonCV's v1b is that of torchvision, tensor by tensor; the
 * detector on ResNet 34 differs in the stride of the third layer.
 *
 * @param bottlenecks whether its blocks have three convolutions, as from 50 layers on
 */
record TorchResNet(boolean bottlenecks) implements TorchNetwork {
  static Optional<TorchNetwork> recognised(Set<String> names) {
    boolean known = names.containsAll(Set.of("bn1.weight", "bn1.bias", "layer1.0.conv1.weight"));
    return known
        ? Optional.of(new TorchResNet(names.contains("layer1.0.conv3.weight")))
        : Optional.empty();
  }

  @Override
  public String label() {
    return (bottlenecks ? "ResNet 50 or a deeper one" : "ResNet 34") + " of torchvision or timm";
  }

  /** With the stride elsewhere the same weights compute something else. */
  @Override
  public Optional<String> obstacle(Backbone backbone) {
    Backbone own = bottlenecks ? Backbone.RESNET50_V1B : Backbone.RESNET34_V1B;
    if (backbone == own) {
      return Optional.empty();
    }
    return Optional.of(
        bottlenecks && backbone == Backbone.RESNET50_V1
            ? "its blocks have the stride in the 3x3 convolution, and resnet50_v1 has it in the 1x1 convolution before. Preset ssd_512_resnet50_v1b starts from it"
            : "it is the base of " + own.label());
  }

  @Override
  public Optional<String> tensor(String published) {
    return Optional.of(
        published.replaceFirst("\\.gamma$", ".weight").replaceFirst("\\.beta$", ".bias"));
  }

  @Override
  public boolean isLeftOut(String tensor) {
    return tensor.startsWith("fc.") || tensor.endsWith(".num_batches_tracked");
  }
}
