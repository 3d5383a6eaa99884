package io.boxstream.evaluator;

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
import io.boxstream.artifacts.evaluation.EvaluationReport.ClassScore;
import io.boxstream.artifacts.evaluation.EvaluationReport.ValidationSet;
import io.boxstream.artifacts.snapshot.SnapshotSummary;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Valid values for tests. */
public final class Samples {
  public static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  public static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  public static final String HASH = "0123456789abcdef".repeat(4);
  public static final String MODEL = "detector";
  public static final String PRESET = "boxstream_300_mobilenet0.25";

  private Samples() {}

  public static CheckpointId checkpoint(int epoch) {
    return new CheckpointId("run", epoch);
  }

  public static CheckpointManifest manifest(int epoch) {
    return manifest(epoch, HASH, new BlobReference(HASH, 1));
  }

  public static CheckpointManifest manifest(int epoch, String snapshot, BlobReference parameters) {
    return manifest(checkpoint(epoch), snapshot, parameters);
  }

  public static CheckpointManifest manifest(
      CheckpointId checkpoint, String snapshot, BlobReference parameters) {
    int epoch = checkpoint.epoch();
    return new CheckpointManifest(
        checkpoint.runId(),
        MODEL,
        NOON,
        Network.of(PRESET, List.of("hat", "person"), Preprocessing.imageNet(300)),
        new CheckpointBlobs(parameters, Optional.empty(), Optional.empty()),
        new Position(epoch, 0, epoch * 10L, 0.001, 7),
        new SnapshotSummary(snapshot, 10, 2, 0),
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
        new Losses(1, 1));
  }

  public static EvaluationReport report(int epoch, double voc07) {
    return report(epoch, new ValidationSet(HASH, HASH, 20, List.of()), Optional.of(voc07));
  }

  public static EvaluationReport report(String run, int epoch, double voc07) {
    return report(
        new CheckpointId(run, epoch),
        new ValidationSet(HASH, HASH, 20, List.of()),
        Optional.of(voc07),
        Optional.empty());
  }

  public static EvaluationReport report(int epoch, ValidationSet set, Optional<Double> voc07) {
    return report(checkpoint(epoch), set, voc07, Optional.empty());
  }

  public static EvaluationReport report(
      CheckpointId checkpoint,
      ValidationSet set,
      Optional<Double> voc07,
      Optional<BlobReference> matches) {
    return new EvaluationReport(
        checkpoint,
        MODEL,
        set,
        voc07,
        voc07,
        Optional.empty(),
        Map.of(
            "hat",
            new ClassScore(voc07.isPresent() ? 5 : 0, voc07, voc07, Optional.empty()),
            "person",
            new ClassScore(0, Optional.empty(), Optional.empty(), Optional.empty())),
        Optional.empty(),
        Optional.empty(),
        matches,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        NOON,
        1);
  }
}
