package io.boxstream.detection.parameters;

import io.boxstream.detection.Backbone;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * ResNet (He et al. 2015). GluonCV's 34 v1b is that of torchvision, tensor by tensor; the detector
 * differs in the stride of the third layer.
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
    return bottlenecks ? "ResNet 50 or a deeper one" : "ResNet 34";
  }

  /** With the stride elsewhere the same weights compute something else. */
  @Override
  public Optional<String> obstacle(Backbone backbone) {
    if (bottlenecks) {
      return Optional.of(
          "its blocks have the stride in the 3x3 convolution, and resnet50_v1 has it in the 1x1 convolution before, which no weights make up for");
    }
    return backbone == Backbone.RESNET34_V1B
        ? Optional.empty()
        : Optional.of("it is the base of resnet34_v1b");
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

  @Override
  public ArraySource arrays(Path path, ArrayFileReader reader) {
    return reader;
  }
}
