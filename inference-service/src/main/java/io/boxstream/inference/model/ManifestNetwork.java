package io.boxstream.inference.model;

import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Network;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Normalization;
import io.boxstream.detection.network.PresetDescription;

/** The network that a manifest describes. */
final class ManifestNetwork {
  private ManifestNetwork() {}

  /**
   * The detector to build before the parameters are loaded.
   *
   * @throws ModelLoadException if this release cannot build it
   */
  static DetectorArchitecture architecture(CheckpointManifest manifest) {
    Network network = manifest.network();
    DetectorPreset preset = preset(manifest);
    if (network.preprocessing().inputSize() != preset.inputSize()) {
      throw new ModelLoadException(
          "checkpoint %s wants images of %d pixels, its preset %s takes %d"
              .formatted(
                  manifest.id(),
                  network.preprocessing().inputSize(),
                  preset.name(),
                  preset.inputSize()));
    }
    Normalization normalization =
        new Normalization(
            network.preprocessing().mean(), network.preprocessing().standardDeviation());
    if (!normalization.equals(preset.normalization())) {
      throw new ModelLoadException(
          "checkpoint %s wants images normalized by %s, its preset %s takes %s"
              .formatted(manifest.id(), normalization, preset.name(), preset.normalization()));
    }
    return new DetectorArchitecture(preset, network.classes());
  }

  private static DetectorPreset preset(CheckpointManifest manifest) {
    try {
      Network network = manifest.network();
      return PresetDescription.resolve(network.preset(), network.presetDescription());
    } catch (IllegalArgumentException e) {
      throw new ModelLoadException("checkpoint " + manifest.id() + ": " + e.getMessage(), e);
    }
  }
}
