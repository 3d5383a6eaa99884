package io.boxstream.inference;

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
import io.boxstream.artifacts.evaluation.Calibration;
import io.boxstream.artifacts.evaluation.ConfusionCounts;
import io.boxstream.artifacts.evaluation.DriftProfile;
import io.boxstream.artifacts.evaluation.EvaluationDetails;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.artifacts.evaluation.SizeScores;
import io.boxstream.artifacts.evaluation.SizeScores.SizeScore;
import io.boxstream.artifacts.evaluation.ThresholdCurve;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.snapshot.SnapshotSummary;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.parameters.ParameterFile;
import io.boxstream.detection.training.Initialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checkpoints and promotions for tests. */
public final class TestCheckpoints {
  public static final String MODEL = "detector";
  public static final String PRESET = "boxstream_300_mobilenet0.25";
  public static final List<String> CLASSES = List.of("hat", "person");
  private static final String HASH = "0123456789abcdef".repeat(4);

  private TestCheckpoints() {}

  /** Saves a manifest for parameters that are there already, or are not. */
  public static CheckpointId save(Artifacts artifacts, int epoch, BlobReference parameters) {
    return save(
        artifacts, epoch, parameters, Network.of(PRESET, CLASSES, Preprocessing.imageNet(300)));
  }

  /** Saves a manifest for a network of any kind. */
  public static CheckpointId save(
      Artifacts artifacts, int epoch, BlobReference parameters, Network network) {
    return save(artifacts, MODEL, epoch, parameters, network);
  }

  private static CheckpointId save(
      Artifacts artifacts, String model, int epoch, BlobReference parameters, Network network) {
    return artifacts
        .checkpoints()
        .save(
            new CheckpointManifest(
                "run",
                model,
                Instant.EPOCH,
                network,
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

  /** Saves a checkpoint with parameters as a run starts with them. */
  public static CheckpointId saveFresh(Artifacts artifacts, int epoch, long seed) {
    return saveFresh(artifacts, MODEL, epoch, seed);
  }

  /** Saves a checkpoint of any model. */
  public static CheckpointId saveFresh(Artifacts artifacts, String model, int epoch, long seed) {
    return save(
        artifacts,
        model,
        epoch,
        freshParameters(artifacts, CLASSES, seed),
        Network.of(PRESET, CLASSES, Preprocessing.imageNet(300)));
  }

  /** Saves a checkpoint whose parameters are for other classes than its manifest names. */
  public static CheckpointId saveFresh(
      Artifacts artifacts, int epoch, List<String> classesOfParameters) {
    return save(artifacts, epoch, freshParameters(artifacts, classesOfParameters, epoch));
  }

  private static BlobReference freshParameters(
      Artifacts artifacts, List<String> classes, long seed) {
    DetectorArchitecture architecture = new DetectorArchitecture(Presets.named(PRESET), classes);
    try {
      Path file = Files.createTempFile("fresh", ".params");
      try {
        ParameterFile.write(
            file, Initialization.HE.arrays(new DetectorNetwork(architecture).parameters(), seed));
        return artifacts.blobs().put(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Saves an evaluation of a checkpoint that found every hat.
   *
   * @return its details
   */
  public static BlobReference evaluate(
      Artifacts artifacts, CheckpointId checkpoint, Optional<ScoreThresholds> thresholds) {
    return evaluate(artifacts, checkpoint, thresholds, Optional.empty());
  }

  /** The same with a drift profile. */
  public static BlobReference evaluate(
      Artifacts artifacts,
      CheckpointId checkpoint,
      Optional<ScoreThresholds> thresholds,
      Optional<DriftProfile> drift) {
    BlobReference details = artifacts.evaluations().saveDetails(details(thresholds));
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
                Optional.of(details),
                Optional.empty(),
                Optional.empty(),
                drift.map(artifacts.evaluations()::saveDrift),
                Optional.empty(),
                Instant.EPOCH,
                1));
    return details;
  }

  private static EvaluationDetails details(Optional<ScoreThresholds> thresholds) {
    List<Double> perfect = Collections.nCopies(101, 1.0);
    SizeScore none = new SizeScore(0, 0, Optional.empty(), Optional.empty());
    return new EvaluationDetails(
        thresholds,
        new ThresholdCurve(1, perfect, perfect, perfect, Optional.empty()),
        Map.of(),
        List.of(),
        new ConfusionCounts(List.of(), List.of(List.of(0))),
        new Calibration(Optional.empty(), List.of()),
        new SizeScores(none, none, none),
        List.of());
  }

  /** A promotion that is on no chain. */
  public static Promotion promotion(int generation, CheckpointId checkpoint) {
    return promotion(MODEL, generation, checkpoint);
  }

  private static Promotion promotion(String model, int generation, CheckpointId checkpoint) {
    return Promotion.following(
        generation - 1,
        model,
        checkpoint,
        new Promotion.Decision("better", "test", Optional.empty(), Instant.EPOCH),
        Optional.of(0.5),
        Optional.of(HASH));
  }

  /** Appends a promotion to the chain. */
  public static void promote(Artifacts artifacts, int generation, CheckpointId checkpoint) {
    promote(artifacts, MODEL, generation, checkpoint);
  }

  /** Appends a promotion to the chain of any model. */
  public static void promote(
      Artifacts artifacts, String model, int generation, CheckpointId checkpoint) {
    if (!artifacts.promotions(model).append(promotion(model, generation, checkpoint))) {
      throw new IllegalStateException("generation " + generation + " is taken");
    }
  }
}
