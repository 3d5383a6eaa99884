package io.boxstream.detection.parameters;

import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.network.ParameterSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network of PyTorch's as the base of a detector.
 *
 * @param preset the detector's
 * @param network the file's
 */
record TorchBase(DetectorPreset preset, TorchNetwork network) {
  /**
   * A file's tensors under the detector's names.
   *
   * @param specs the detector's arrays
   * @throws ParameterFileException if the detector cannot start from that network, or the file has
   *     tensors that the base network has not
   */
  NamedArrays named(Path file, ArrayFileReader reader, List<ParameterSpec> specs) {
    network
        .obstacle(preset.backbone())
        .ifPresent(
            obstacle -> {
              throw new ParameterFileException(
                  "%s holds %s; %s on %s cannot start from it: %s"
                      .formatted(
                          file,
                          network.label(),
                          preset.name(),
                          preset.backbone().label(),
                          obstacle));
            });
    Map<String, String> names = new LinkedHashMap<>();
    for (ParameterSpec spec : specs) {
      BaseNames.published(spec.name())
          .flatMap(network::tensor)
          .ifPresent(tensor -> names.put(spec.name(), tensor));
    }
    for (String tensor : reader.headers().keySet()) {
      if (!names.containsValue(tensor) && !network.isLeftOut(tensor)) {
        throw new ParameterFileException(
            "%s has %s; the base network of %s has no such tensor"
                .formatted(file, tensor, preset.name()));
      }
    }
    return new NamedArrays(file, network.arrays(file, reader), names);
  }
}
