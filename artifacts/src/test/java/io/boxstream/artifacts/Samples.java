package io.boxstream.artifacts;

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
import io.boxstream.artifacts.evaluation.CocoScores;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReport.ClassScore;
import io.boxstream.artifacts.evaluation.EvaluationReport.ValidationSet;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.snapshot.DataSetWarning;
import io.boxstream.artifacts.snapshot.SnapshotSummary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Valid values for tests. */
public final class Samples {
  public static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456Z");
  public static final String HASH = "0123456789abcdef".repeat(4);

  private static final List<DataSetWarning> WARNINGS =
      List.of(new DataSetWarning("no-test-images", "there are no test images"));

  private Samples() {}

  public static CheckpointManifest manifest(String runId, int epoch, double crossEntropy) {
    return new CheckpointManifest(
        runId,
        "detector",
        NOON,
        Network.of("ssd_300_mobilenet0.25", List.of("hat", "person"), Preprocessing.imageNet(300)),
        new CheckpointBlobs(
            new BlobReference(HASH, 1234),
            Optional.empty(),
            Optional.of(new BlobReference(HASH, 9))),
        new Position(epoch, 0, epoch * 20L, 0.001, Long.MAX_VALUE),
        new SnapshotSummary(HASH, 292, 72, 0),
        new Provenance(
            "hash",
            "unknown",
            "17",
            "0.36.0",
            "MXNet 1.9.1",
            Optional.empty(),
            new Arrangement(List.of("cpu(1)"), List.of(16))),
        Optional.of(new CheckpointId("r0", 5)),
        new Losses(crossEntropy, 0.5));
  }

  public static RunRecord run(String runId, long seed) {
    return new RunRecord(
        runId,
        "detector",
        NOON,
        "hand",
        new RunRecord.Configuration(
            "quick", "p", List.of("hat"), 60, 16, 0.003, Map.of("warmup", "30", "decay", "0")),
        new SnapshotSummary(HASH, 1, 2, 3),
        seed,
        Optional.empty(),
        Optional.of(WARNINGS));
  }

  public static EvaluationReport report(CheckpointId checkpoint, double voc07) {
    return new EvaluationReport(
        checkpoint,
        "detector",
        new ValidationSet(HASH, HASH, 72, List.of("gone")),
        Optional.of(voc07),
        Optional.of(0.25),
        Optional.of(coco()),
        Map.of("hat", new ClassScore(3, Optional.of(voc07), Optional.of(0.25), Optional.of(0.125))),
        Optional.of(new BlobReference(HASH, 7)),
        Optional.of(WARNINGS),
        NOON,
        1.5);
  }

  private static CocoScores coco() {
    return new CocoScores(
        new CocoScores.Precision(
            Optional.of(0.125),
            Optional.of(0.5),
            Optional.of(0.0625),
            Optional.empty(),
            Optional.of(0.125),
            Optional.empty()),
        new CocoScores.Recall(
            Optional.of(0.25),
            Optional.of(0.5),
            Optional.of(0.75),
            Optional.empty(),
            Optional.of(0.75),
            Optional.empty()));
  }

  public static Promotion promotion(int previousGeneration, int epoch) {
    return Promotion.following(
        previousGeneration,
        "detector",
        new CheckpointId("run", epoch),
        new Promotion.Decision("better", "test", NOON),
        Optional.of(0.5),
        Optional.of(HASH));
  }
}
