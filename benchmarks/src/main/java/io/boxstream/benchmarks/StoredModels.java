package io.boxstream.benchmarks;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Arrangement;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.CheckpointBlobs;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Losses;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Network;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Position;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Preprocessing;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Provenance;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.snapshot.SnapshotSummary;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.detection.DetectorArchitecture;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Models in a store that have learnt nothing, promoted without an evaluation. */
final class StoredModels {

  private static final String SNAPSHOT = "0".repeat(64);

  private StoredModels() {}

  /** Writes models of those names, each with a promotion of a checkpoint of its own. */
  static void promote(ImportCluster cluster, String preset, List<String> names) throws IOException {
    try (StoredSample sample = StoredSample.of(preset);
        ObjectStore store = cluster.openStore()) {
      Artifacts artifacts = new Artifacts(store);
      BlobReference parameters = artifacts.blobs().put(sample.file());
      for (String name : names) {
        CheckpointId checkpoint =
            artifacts.checkpoints().save(manifest(name, sample.architecture(), parameters));
        artifacts
            .promotions(name)
            .append(
                Promotion.following(
                    0,
                    name,
                    checkpoint,
                    new Promotion.Decision("first", "benchmark", Optional.empty(), Instant.now()),
                    Optional.empty(),
                    Optional.empty()));
      }
    }
  }

  private static CheckpointManifest manifest(
      String name, DetectorArchitecture architecture, BlobReference parameters) {
    return manifest(
        new CheckpointId("run-" + name, 1),
        name,
        SNAPSHOT,
        Network.of(
            architecture.preset().name(),
            architecture.classes(),
            Preprocessing.imageNet(architecture.preset().inputSize())),
        parameters);
  }

  /**
   * A checkpoint's manifest.
   *
   * @param model its name
   * @param snapshot hash of its data set
   * @param network what it is
   * @param parameters its parameters, in the store
   */
  static CheckpointManifest manifest(
      CheckpointId id, String model, String snapshot, Network network, BlobReference parameters) {
    return new CheckpointManifest(
        id.runId(),
        model,
        Instant.now(),
        network,
        new CheckpointBlobs(parameters, Optional.empty(), Optional.empty()),
        new Position(id.epoch(), 0, id.epoch(), 0.001, 1),
        new SnapshotSummary(snapshot, 1, 1, 1),
        new Provenance(
            "benchmark",
            "unknown",
            "unknown",
            "unknown",
            "unknown",
            Optional.empty(),
            new Arrangement(List.of("cpu(1)"), List.of(1)),
            Optional.empty()),
        Optional.empty(),
        new Losses(1, 1));
  }
}
