package io.boxstream.evaluator.score;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.detection.Detection;
import io.boxstream.detection.metric.VocAveragePrecision;
import io.boxstream.pictures.PictureDecoder;
import io.boxstream.pictures.RgbImage;
import io.boxstream.pictures.UnreadablePictureException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs a checkpoint's detector over the pictures, a batch at a time. */
public final class DetectorScorer implements CheckpointScorer {
  private final DetectorSource detectors;
  private final ValidationPictures pictures;
  private final PictureDecoder decoder;
  private final EvaluationReports reports;
  private final int batch;
  private final Clock clock;

  /**
   * @param reports where the curves go
   * @param batch pictures that are detected on at once, and held in memory
   */
  public DetectorScorer(
      DetectorSource detectors,
      ValidationPictures pictures,
      PictureDecoder decoder,
      EvaluationReports reports,
      int batch,
      Clock clock) {
    this.detectors = requireNonNull(detectors, "detectors");
    this.pictures = requireNonNull(pictures, "pictures");
    this.decoder = requireNonNull(decoder, "decoder");
    this.reports = requireNonNull(reports, "reports");
    this.batch = batch;
    this.clock = requireNonNull(clock, "clock");
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be positive: " + batch);
    }
  }

  @Override
  public EvaluationReport score(CheckpointManifest manifest, ValidationSet set)
      throws PictureGoneException {
    Instant start = clock.instant();
    ScoreBoard board =
        new ScoreBoard(
            manifest.network().classes(),
            set.labels(),
            manifest.network().preprocessing().inputSize());
    if (!set.pictures().isEmpty()) {
      try (PictureDetector detector = detectors.load(manifest)) {
        detectAll(manifest, detector, set.pictures(), board);
      }
    }
    Figures figures = board.figures();
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
        end,
        Duration.between(start, end).toNanos() / 1e9);
  }

  private void detectAll(
      CheckpointManifest manifest,
      PictureDetector detector,
      List<ValidationPicture> all,
      ScoreBoard board)
      throws PictureGoneException {
    for (int from = 0; from < all.size(); from += batch) {
      List<ValidationPicture> some = all.subList(from, Math.min(from + batch, all.size()));
      List<RgbImage> images = new ArrayList<>();
      for (ValidationPicture picture : some) {
        images.add(decode(picture));
      }
      List<List<Detection>> detections = detect(manifest, detector, images);
      for (int index = 0; index < some.size(); index++) {
        board.update(images.get(index), some.get(index).boxes(), detections.get(index));
      }
    }
  }

  private static List<List<Detection>> detect(
      CheckpointManifest manifest, PictureDetector detector, List<RgbImage> images) {
    try {
      return detector.detect(images);
    } catch (RuntimeException e) {
      throw new UnusableCheckpointException(
          manifest.id(), "the engine failed: " + e.getMessage(), e);
    }
  }

  private RgbImage decode(ValidationPicture picture) throws PictureGoneException {
    byte[] bytes =
        pictures
            .bytes(picture.id())
            .orElseThrow(() -> new PictureGoneException(picture.id(), "was deleted"));
    try {
      return decoder.decode(bytes);
    } catch (UnreadablePictureException e) {
      throw new PictureGoneException(picture.id(), "cannot be decoded: " + e.getMessage());
    }
  }
}
