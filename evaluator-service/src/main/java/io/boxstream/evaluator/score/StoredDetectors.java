package io.boxstream.evaluator.score;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobCache;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Network;
import io.boxstream.artifacts.store.CorruptBlobException;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Normalization;
import io.boxstream.detection.network.PresetDescription;
import java.nio.file.Path;

/** Detectors from parameters in the store, checked against their hash. */
public final class StoredDetectors implements DetectorSource {
  private final BlobCache cache;
  private final DetectorFactory factory;

  public StoredDetectors(BlobCache cache, DetectorFactory factory) {
    this.cache = requireNonNull(cache, "cache");
    this.factory = requireNonNull(factory, "factory");
  }

  @Override
  public ImageDetector load(CheckpointManifest manifest) {
    DetectorArchitecture architecture = architecture(manifest);
    Path parameters = parameters(manifest);
    try {
      return factory.open(architecture, parameters);
    } catch (RuntimeException e) {
      throw new UnusableCheckpointException(
          manifest.id(), "its parameters cannot be loaded: " + e.getMessage(), e);
    }
  }

  private Path parameters(CheckpointManifest manifest) {
    try {
      return cache.fetch(manifest.blobs().parameters());
    } catch (ObjectNotFoundException | CorruptBlobException e) {
      throw new UnusableCheckpointException(manifest.id(), e.getMessage(), e);
    }
  }

  private static DetectorArchitecture architecture(CheckpointManifest manifest) {
    Network network = manifest.network();
    DetectorPreset preset;
    try {
      preset = PresetDescription.resolve(network.preset(), network.presetDescription());
    } catch (IllegalArgumentException e) {
      throw new UnusableCheckpointException(manifest.id(), e.getMessage(), e);
    }
    int inputSize = network.preprocessing().inputSize();
    if (inputSize != preset.inputSize()) {
      throw new UnusableCheckpointException(
          manifest.id(),
          "it wants images of %d pixels, its preset %s takes %d"
              .formatted(inputSize, preset.name(), preset.inputSize()),
          null);
    }
    Normalization normalization =
        new Normalization(
            network.preprocessing().mean(), network.preprocessing().standardDeviation());
    if (!normalization.equals(preset.normalization())) {
      throw new UnusableCheckpointException(
          manifest.id(),
          "it wants images normalized by %s, its preset %s takes %s"
              .formatted(normalization, preset.name(), preset.normalization()),
          null);
    }
    return new DetectorArchitecture(preset, network.classes());
  }
}
