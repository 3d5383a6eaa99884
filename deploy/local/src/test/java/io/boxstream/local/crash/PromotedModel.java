package io.boxstream.local.crash;

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
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.snapshot.SnapshotSummary;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.parameters.ParameterFile;
import io.boxstream.detection.training.Initialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checkpoints with parameters that a run starts with. */
final class PromotedModel {

  static final String PRESET = "boxstream_300_mobilenet0.25";

  private static final String MODEL = "detector";
  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final List<String> CLASSES = List.of("hat");

  private PromotedModel() {}

  static void promote(Artifacts artifacts) throws IOException {
    Promotion promotion =
        Promotion.following(
            0,
            MODEL,
            save(artifacts, 1, 1),
            new Promotion.Decision("first", "test", Optional.empty(), Instant.EPOCH),
            Optional.of(0.5),
            Optional.of(HASH));
    if (!artifacts.promotions(MODEL).append(promotion)) {
      throw new IllegalStateException("there is a promotion");
    }
  }

  /**
   * Saves a checkpoint with an evaluation.
   *
   * @param seed of its parameters; 1 for those of the promoted one
   */
  static CheckpointId evaluated(Artifacts artifacts, int epoch, long seed) throws IOException {
    CheckpointId checkpoint = save(artifacts, epoch, seed);
    artifacts
        .evaluations()
        .save(
            new EvaluationReport(
                checkpoint,
                MODEL,
                new EvaluationReport.ValidationSet(HASH, HASH, 1, List.of()),
                Optional.of(0.5),
                Optional.of(0.5),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                1));
    return checkpoint;
  }

  private static CheckpointId save(Artifacts artifacts, int epoch, long seed) throws IOException {
    Path file = Files.createTempFile("fresh", ".params");
    try {
      DetectorArchitecture architecture = new DetectorArchitecture(Presets.named(PRESET), CLASSES);
      ParameterFile.write(
          file, Initialization.HE.arrays(new DetectorNetwork(architecture).parameters(), seed));
      return save(artifacts, epoch, artifacts.blobs().put(file));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static CheckpointId save(Artifacts artifacts, int epoch, BlobReference parameters) {
    return artifacts
        .checkpoints()
        .save(
            new CheckpointManifest(
                "run",
                MODEL,
                Instant.EPOCH,
                Network.of(PRESET, CLASSES, Preprocessing.imageNet(300)),
                new CheckpointBlobs(parameters, Optional.empty(), Optional.empty()),
                new Position(epoch, 0, epoch, 0.001, 1),
                new SnapshotSummary(HASH, 1, 1, 1),
                new Provenance(
                    "hash",
                    "unknown",
                    "17",
                    "0.36.0",
                    "MXNet 1.9.1",
                    Optional.empty(),
                    new Arrangement(List.of("cpu(1)"), List.of(16)),
                    Optional.empty()),
                Optional.empty(),
                new Losses(1, 1)));
  }
}
