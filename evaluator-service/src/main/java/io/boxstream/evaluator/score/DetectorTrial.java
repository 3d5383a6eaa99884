package io.boxstream.evaluator.score;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.evaluation.DecisionEvidence.Trial;
import io.boxstream.detection.Detection;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Loads a checkpoint from the store and queries it twice with each of some validation images, one
 * at a time. It passes if its predictions are finite numbers and both answers agree. The second
 * query of each image is timed: the first one may have to plan memory.
 */
public final class DetectorTrial implements PromotionTrial {
  /** Detections with lower scores may appear and vanish at the threshold of the detector. */
  private static final float LEAST_SCORE = 0.1f;

  /** GPUs add up numbers in varying order. */
  private static final double SCORE_TOLERANCE = 0.01;

  /** In pixels of the network's input. */
  private static final double PIXEL_TOLERANCE = 1;

  private static final double NANOS_PER_MILLI = 1e6;

  private final DetectorSource detectors;
  private final DecodedImages images;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime a clock for durations, such as {@link System#nanoTime}
   */
  public DetectorTrial(
      DetectorSource detectors,
      ValidationImages images,
      ImageDecoder decoder,
      LongSupplier nanoTime) {
    this.detectors = requireNonNull(detectors, "detectors");
    this.images = new DecodedImages(images, decoder);
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
  }

  @Override
  public Trial run(CheckpointManifest manifest, ValidationSet set, int count)
      throws ImageUnavailableException {
    List<ValidationImage> queried = set.images().subList(0, Math.min(count, set.images().size()));
    List<Double> millis = new ArrayList<>();
    try (ImageDetector detector = detectors.load(manifest)) {
      for (ValidationImage image : queried) {
        Optional<String> failure = query(detector, images.decode(image), millis);
        if (failure.isPresent()) {
          return failed(queried.size(), "image " + image.id() + ": " + failure.get());
        }
      }
    } catch (UnusableCheckpointException e) {
      return failed(queried.size(), e.getMessage());
    }
    return new Trial(queried.size(), median(millis), Optional.empty());
  }

  private Optional<String> query(ImageDetector detector, RgbImage image, List<Double> millis) {
    try {
      if (!detector.predictsFinite(image)) {
        return Optional.of("the network predicts values that are no finite numbers");
      }
      List<Detection> first = detector.detect(List.of(image)).get(0);
      long start = nanoTime.getAsLong();
      List<Detection> second = detector.detect(List.of(image)).get(0);
      millis.add((nanoTime.getAsLong() - start) / NANOS_PER_MILLI);
      return agree(first, second) && agree(second, first)
          ? Optional.empty()
          : Optional.of("two queries gave different detections");
    } catch (RuntimeException e) {
      return Optional.of("the engine failed: " + e.getMessage());
    }
  }

  /** Whether each detection that matters is among the others. */
  private static boolean agree(List<Detection> some, List<Detection> others) {
    return some.stream()
        .filter(one -> one.score() >= LEAST_SCORE)
        .allMatch(one -> others.stream().anyMatch(other -> isSame(one, other)));
  }

  private static boolean isSame(Detection one, Detection other) {
    return one.classIndex() == other.classIndex()
        && Math.abs(one.score() - other.score()) <= SCORE_TOLERANCE
        && Math.abs(one.box().xMin() - other.box().xMin()) <= PIXEL_TOLERANCE
        && Math.abs(one.box().yMin() - other.box().yMin()) <= PIXEL_TOLERANCE
        && Math.abs(one.box().xMax() - other.box().xMax()) <= PIXEL_TOLERANCE
        && Math.abs(one.box().yMax() - other.box().yMax()) <= PIXEL_TOLERANCE;
  }

  private static Trial failed(int images, String failure) {
    return new Trial(images, Optional.empty(), Optional.of(failure));
  }

  /** The middle value, or the mean of the two in the middle; empty without values. */
  private static Optional<Double> median(List<Double> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    List<Double> sorted = values.stream().sorted().toList();
    int size = sorted.size();
    return Optional.of((sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2);
  }
}
