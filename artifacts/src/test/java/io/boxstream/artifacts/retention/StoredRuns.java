package io.boxstream.artifacts.retention;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import io.boxstream.artifacts.evaluation.EvaluationDecision;
import io.boxstream.artifacts.evaluation.EvaluationDecision.Verdict;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReport.ValidationSet;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.run.RunOutcome;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.snapshot.SnapshotSummary;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Documents that trainer and evaluator write. */
final class StoredRuns {
  static final String MODEL = "detector";

  private final Artifacts artifacts;
  private final Clock clock;

  StoredRuns(Artifacts artifacts, Clock clock) {
    this.artifacts = artifacts;
    this.clock = clock;
  }

  BlobReference blob(String content) {
    return artifacts.blobs().put(content.getBytes(UTF_8));
  }

  String snapshot(String content) {
    return artifacts.snapshots().save(content.getBytes(UTF_8));
  }

  RunRecord record(String id, String snapshot, Optional<CheckpointId> parent) {
    return new RunRecord(
        id,
        MODEL,
        clock.instant(),
        "hand",
        new RunRecord.Configuration("quick", "p", List.of("hat"), 60, 16, 0.003, Map.of()),
        summary(snapshot),
        1,
        parent,
        Optional.empty());
  }

  CheckpointManifest manifest(CheckpointId id, String snapshot, List<BlobReference> blobs) {
    return new CheckpointManifest(
        id.runId(),
        MODEL,
        clock.instant(),
        Network.of("p", List.of("hat"), Preprocessing.imageNet(300)),
        new CheckpointBlobs(blobs.get(0), Optional.of(blobs.get(1)), Optional.of(blobs.get(2))),
        new Position(id.epoch(), 0, id.epoch(), 0.001, 1),
        summary(snapshot),
        new Provenance(
            "hash",
            "unknown",
            "17",
            "djl",
            "engine",
            Optional.empty(),
            new Arrangement(List.of("cpu(1)"), List.of(16)),
            Optional.empty()),
        Optional.empty(),
        new Losses(1, 1));
  }

  EvaluationReport report(CheckpointId id, String snapshot, double voc07, BlobReference curves) {
    return new EvaluationReport(
        id,
        MODEL,
        new ValidationSet("a".repeat(64), snapshot, 7, List.of()),
        Optional.of(voc07),
        Optional.of(voc07),
        Optional.empty(),
        Map.of(),
        Optional.of(curves),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        clock.instant(),
        1);
  }

  EvaluationDecision decision(CheckpointId id) {
    return new EvaluationDecision(
        id,
        MODEL,
        "a".repeat(64),
        Verdict.NOT_BETTER,
        "not better",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        clock.instant());
  }

  /** A run with snapshot, all its checkpoints with scores, and an outcome. */
  void finishedRun(String id, double... scores) {
    unfinishedRun(id, scores);
    finish(id);
  }

  void unfinishedRun(String id, double... scores) {
    String snapshot = snapshot("data set of " + id);
    artifacts.runs().create(record(id, snapshot, Optional.empty()));
    for (int epoch = 1; epoch <= scores.length; epoch++) {
      CheckpointId checkpoint = new CheckpointId(id, epoch);
      artifacts
          .checkpoints()
          .save(
              manifest(
                  checkpoint,
                  snapshot,
                  List.of(
                      blob("parameters " + checkpoint),
                      blob("graph"),
                      blob("optimizer " + checkpoint))));
      evaluate(checkpoint, snapshot, scores[epoch - 1]);
    }
  }

  void evaluate(CheckpointId checkpoint, String snapshot, double score) {
    artifacts
        .evaluations()
        .save(report(checkpoint, snapshot, score, blob("curves of " + checkpoint)));
    artifacts.evaluations().decide(decision(checkpoint));
  }

  void finish(String id) {
    artifacts
        .runs()
        .finish(new RunOutcome(id, RunOutcome.State.COMPLETED, clock.instant(), 1, 1, ""));
  }

  boolean promote(CheckpointId checkpoint) {
    int latest = artifacts.promotions(MODEL).latest().map(Promotion::generation).orElse(0);
    return artifacts
        .promotions(MODEL)
        .append(
            Promotion.following(
                latest,
                MODEL,
                checkpoint,
                new Promotion.Decision("better", "test", Optional.empty(), clock.instant()),
                Optional.of(0.5),
                Optional.of("a".repeat(64))));
  }

  private static SnapshotSummary summary(String snapshot) {
    return new SnapshotSummary(snapshot, 1, 1, 1);
  }
}
