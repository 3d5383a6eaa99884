package io.boxstream.evaluator.score;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.detection.Detection;
import io.boxstream.detection.metric.VocAveragePrecision;
import io.boxstream.evaluator.score.DetectionAccumulator.Failures;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.RgbImage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a checkpoint's detector over the images, a batch at a time. */
public final class DetectorScorer implements CheckpointScorer {
  private final DetectorSource detectors;
  private final DecodedImages images;
  private final EvaluationReports reports;
  private final int batch;
  private final Clock clock;

  /**
   * @param reports where curves, details, matches, results by image and drift profiles go
   * @param batch images that are detected on at once, and held in memory
   */
  public DetectorScorer(
      DetectorSource detectors,
      ValidationImages images,
      ImageDecoder decoder,
      EvaluationReports reports,
      int batch,
      Clock clock) {
    this.detectors = requireNonNull(detectors, "detectors");
    this.images = new DecodedImages(images, decoder);
    this.reports = requireNonNull(reports, "reports");
    this.batch = batch;
    this.clock = requireNonNull(clock, "clock");
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be positive: " + batch);
    }
  }

  @Override
  public EvaluationReport score(CheckpointManifest manifest, ValidationSet set)
      throws ImageUnavailableException {
    Instant start = clock.instant();
    DetectionAccumulator accumulator =
        new DetectionAccumulator(
            manifest.network().classes(),
            set.labels(),
            manifest.network().preprocessing().inputSize());
    if (!set.images().isEmpty()) {
      try (ImageDetector detector = detectors.load(manifest)) {
        detectAll(manifest, detector, set.images(), accumulator);
      }
    }
    EvaluationMetrics figures = accumulator.figures();
    Optional<Failures> failures =
        figures.coco().map(coco -> accumulator.failures(set.images(), coco));
    Instant end = clock.instant();
    return new EvaluationReport(
        manifest.id(),
        manifest.model(),
        set.summary(),
        figures.mean(VocAveragePrecision.VOC07),
        figures.mean(VocAveragePrecision.ALL_POINTS),
        figures.coco(),
        figures.perClass(),
        figures.curves().map(reports::saveCurves),
        failures.map(Failures::details).map(reports::saveDetails),
        figures.matches().map(reports::saveMatches),
        failures.map(Failures::images).map(reports::saveImages),
        failures.flatMap(Failures::drift).map(reports::saveDrift),
        Optional.of(set.warnings()),
        end,
        Duration.between(start, end).toNanos() / 1e9);
  }

  private void detectAll(
      CheckpointManifest manifest,
      ImageDetector detector,
      List<ValidationImage> all,
      DetectionAccumulator accumulator)
      throws ImageUnavailableException {
    for (int from = 0; from < all.size(); from += batch) {
      List<ValidationImage> batchImages = all.subList(from, Math.min(from + batch, all.size()));
      List<RgbImage> decoded = new ArrayList<>();
      for (ValidationImage image : batchImages) {
        decoded.add(images.decode(image));
      }
      List<List<Detection>> detections = detect(manifest, detector, decoded);
      for (int index = 0; index < batchImages.size(); index++) {
        accumulator.update(
            decoded.get(index), batchImages.get(index).boxes(), detections.get(index));
      }
    }
  }

  private static List<List<Detection>> detect(
      CheckpointManifest manifest, ImageDetector detector, List<RgbImage> decoded) {
    try {
      return detector.detect(decoded);
    } catch (RuntimeException e) {
      throw new UnusableCheckpointException(
          manifest.id(), "the engine failed: " + e.getMessage(), e);
    }
  }
}
