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
import io.boxstream.artifacts.evaluation.Calibration;
import io.boxstream.artifacts.evaluation.CocoScores;
import io.boxstream.artifacts.evaluation.ConfusionCounts;
import io.boxstream.artifacts.evaluation.EvaluationDetails;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReport.ClassScore;
import io.boxstream.artifacts.evaluation.EvaluationReport.ValidationSet;
import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.artifacts.evaluation.SizeScores;
import io.boxstream.artifacts.evaluation.SizeScores.SizeScore;
import io.boxstream.artifacts.evaluation.ThresholdCurve;
import io.boxstream.artifacts.evaluation.WorstImage;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.snapshot.DataSetWarning;
import io.boxstream.artifacts.snapshot.SnapshotSummary;
import java.time.Instant;
import java.util.Collections;
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
            new Arrangement(List.of("cpu(1)"), List.of(16)),
            Optional.empty()),
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
        Optional.of(new BlobReference(HASH, 8)),
        Optional.of(new BlobReference(HASH, 9)),
        Optional.of(new BlobReference(HASH, 10)),
        Optional.of(new BlobReference(HASH, 11)),
        Optional.of(WARNINGS),
        NOON,
        1.5);
  }

  public static EvaluationDetails details() {
    List<Double> curve = Collections.nCopies(101, 0.5);
    ThresholdCurve byThreshold =
        new ThresholdCurve(
            3,
            curve,
            curve,
            curve,
            Optional.of(new ThresholdCurve.OperatingPoint(0.375, 0.5, 0.5, 0.5, 1, 1, 1)));
    SizeScore size = new SizeScore(3, 1, Optional.of(0.5), Optional.empty());
    return new EvaluationDetails(
        Optional.of(new ScoreThresholds(0.25, Map.of("hat", 0.375))),
        byThreshold,
        Map.of("hat", byThreshold),
        List.of("vest"),
        new ConfusionCounts(List.of("hat"), List.of(List.of(1, 2), List.of(3, 0))),
        new Calibration(
            Optional.of(0.125),
            List.of(new Calibration.Bin(0, 1, 2, Optional.of(0.5), Optional.empty()))),
        new SizeScores(size, size, size),
        List.of(
            new WorstImage(
                HASH,
                40,
                30,
                1,
                1,
                List.of(new WorstImage.LabelledObject("hat", 1, 2, 3, 4, false, true)),
                List.of(new WorstImage.DetectedObject("hat", 0.5, 1, 2, 3, 4.5, true)))));
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
        new Promotion.Decision("better", "test", Optional.empty(), NOON),
        Optional.of(0.5),
        Optional.of(HASH));
  }
}
