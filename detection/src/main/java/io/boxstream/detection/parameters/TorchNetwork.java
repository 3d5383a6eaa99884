package io.boxstream.detection.parameters;

import io.boxstream.detection.Backbone;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A classification network of PyTorch's, as the state dictionaries of torchvision, timm and other
 * packages name its tensors. Like the detectors, it takes RGB images and stores convolutions as
 * (out, in, height, width). The normalization of its input is that of the presets that start from
 * it.
 */
interface TorchNetwork {
  /**
   * The network whose tensors have these names.
   *
   * @return empty if they are those of no network known; they may still be more or fewer than the
   *     network has
   */
  static Optional<TorchNetwork> recognised(Set<String> names) {
    return TorchVgg16.recognised(names)
        .or(() -> TorchResNet.recognised(names))
        .or(() -> TorchEfficientNetLite0.recognised(names))
        .or(() -> TorchMobileNet.recognised(names));
  }

  /** PyTorch's name of an array that GluonCV calls {@code gamma}, {@code beta} or the like. */
  static String array(String published) {
    return switch (published) {
      case "gamma" -> "weight";
      case "beta" -> "bias";
      default -> published;
    };
  }

  /** What the network is called, and which libraries name its tensors so. */
  String label();

  /** Why a detector on that backbone cannot start from the network; empty if it can. */
  Optional<String> obstacle(Backbone backbone);

  /**
   * What the network calls an array of a detector's base.
   *
   * @param published the array's name in the classification network that GluonCV publishes
   * @return empty if the network has no such tensor
   */
  Optional<String> tensor(String published);

  /** Whether the network has a tensor of that name for which a detector has no use. */
  boolean isLeftOut(String tensor);

  /**
   * The tensors in the detector's form; those of the file where no form differs.
   *
   * @throws ParameterFileException if one has not the shape to be brought into that form
   */
  default ArraySource arrays(Path path, ArrayFileReader reader) {
    return reader;
  }
}
