package io.boxstream.evaluator.labels;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.checkpoint.Checkpoints;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.dataset.quality.DetectorReliability;
import io.boxstream.dataset.quality.LabelComparison;
import io.boxstream.evaluator.score.DecodedImages;
import io.boxstream.evaluator.score.DetectorSource;
import io.boxstream.evaluator.score.ImageDetector;
import io.boxstream.evaluator.score.ImageUnavailableException;
import io.boxstream.evaluator.score.ValidationImage;
import io.boxstream.evaluator.score.ValidationSets;
import io.boxstream.images.RgbImage;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads promoted detectors, and measures on validation images how reliable they are. */
public final class ChampionLoader {
  private static final Logger LOG = LoggerFactory.getLogger(ChampionLoader.class);

  /** Enough to know the reliability of usual classes, few enough to take seconds. */
  private static final int MEASURED = 500;

  private final Checkpoints checkpoints;
  private final DetectorSource detectors;
  private final ValidationSets sets;
  private final DecodedImages images;
  private final EvaluationGate gate;

  /**
   * @param sets validation sets of snapshots
   * @param images reads validation images
   * @param gate stops the measurement while a checkpoint is evaluated
   */
  public ChampionLoader(
      Checkpoints checkpoints,
      DetectorSource detectors,
      ValidationSets sets,
      DecodedImages images,
      EvaluationGate gate) {
    this.checkpoints = requireNonNull(checkpoints, "checkpoints");
    this.detectors = requireNonNull(detectors, "detectors");
    this.sets = requireNonNull(sets, "sets");
    this.images = requireNonNull(images, "images");
    this.gate = requireNonNull(gate, "gate");
  }

  /**
   * Loads the detector of a promotion.
   *
   * @return closed by the caller
   * @throws io.boxstream.evaluator.score.UnusableCheckpointException if it can never be loaded
   * @throws io.boxstream.evaluator.score.NotCaughtUpException if its validation images are not here
   *     yet
   */
  Champion load(Promotion promotion) throws InterruptedException {
    CheckpointManifest manifest = checkpoints.load(promotion.checkpoint());
    List<String> classes = manifest.network().classes();
    int inputSize = manifest.network().preprocessing().inputSize();
    List<ValidationImage> measured =
        sets.freeze(manifest.dataSet().hash(), Set.of()).images().stream().limit(MEASURED).toList();
    gate.awaitIdle();
    ImageDetector detector = detectors.load(manifest);
    try {
      DetectorReliability reliability = new DetectorReliability();
      for (ValidationImage image : measured) {
        gate.awaitIdle();
        measure(image, detector, classes, inputSize, reliability);
      }
      return new Champion(
          promotion, detector, classes, inputSize, new LabelComparison(reliability));
    } catch (RuntimeException | InterruptedException e) {
      detector.close();
      throw e;
    }
  }

  private void measure(
      ValidationImage image,
      ImageDetector detector,
      List<String> classes,
      int inputSize,
      DetectorReliability reliability) {
    try {
      RgbImage pixels = images.decode(image);
      reliability.add(
          image.boxes(), Champion.detections(detector, List.of(pixels), classes, inputSize).get(0));
    } catch (ImageUnavailableException e) {
      LOG.info("The reliability of the model is measured without an image: {}", e.getMessage());
    }
  }
}
