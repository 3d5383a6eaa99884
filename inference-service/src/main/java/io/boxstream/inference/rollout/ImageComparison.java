package io.boxstream.inference.rollout;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.rollout.BoxDifferences;
import io.boxstream.detection.Detection;
import io.boxstream.events.DetectedBox;
import io.boxstream.images.RgbImage;
import io.boxstream.inference.model.LoadedModel;
import io.boxstream.inference.model.ModelHolder;
import io.boxstream.inference.model.ModelLease;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.DetectionResults;
import io.boxstream.inference.serve.ImageReader;
import io.boxstream.inference.serve.ThresholdSelector;
import io.boxstream.inference.serve.Timings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Has both models look at an image, one after the other in turns, so that their times can be
 * compared: a batch of requests takes longer than an image, and the queue is not the model's fault.
 * Used by one thread.
 */
final class ImageComparison {
  private static final double NANOS_PER_MILLI = 1e6;

  private final ModelHolder champion;
  private final ThresholdSelector thresholds;
  private final ImageReader reader;
  private final LongSupplier nanoTime;
  private boolean challengerFirst;

  ImageComparison(
      ModelHolder champion,
      ThresholdSelector thresholds,
      ImageReader reader,
      LongSupplier nanoTime) {
    this.champion = requireNonNull(champion, "champion");
    this.thresholds = requireNonNull(thresholds, "thresholds");
    this.reader = requireNonNull(reader, "reader");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
  }

  /**
   * Compares, and counts.
   *
   * @throws RuntimeException if the image cannot be read or the champion fails
   */
  void compare(byte[] bytes, ModelHolder challenger, RolloutTally tally) {
    Optional<ModelLease> first = champion.lease();
    Optional<ModelLease> second = challenger.lease();
    try (ModelLease one = first.orElse(null);
        ModelLease other = second.orElse(null)) {
      if (one != null && other != null) {
        compare(reader.read(bytes), one.model(), other.model(), tally);
      }
    }
  }

  private void compare(
      RgbImage image, LoadedModel present, LoadedModel candidate, RolloutTally tally) {
    challengerFirst = !challengerFirst;
    Optional<Look> early = challengerFirst ? challenge(image, candidate) : Optional.empty();
    Look known = look(image, present);
    Optional<Look> found = challengerFirst ? early : challenge(image, candidate);
    if (found.isEmpty()) {
      tally.failed();
      return;
    }
    Map<String, BoxDifferences> boxes = BoxMatching.compare(known.boxes(), found.get().boxes());
    tally.compared(boxes, new RolloutTally.Times(known.millis(), found.get().millis()));
  }

  /** What the challenger finds; empty if it fails, be it with an error of the engine's library. */
  private Optional<Look> challenge(RgbImage image, LoadedModel model) {
    try {
      return Optional.of(look(image, model));
    } catch (RuntimeException | Error e) {
      return Optional.empty();
    }
  }

  private Look look(RgbImage image, LoadedModel model) {
    long start = nanoTime.getAsLong();
    List<Detection> found = model.detector().detect(List.of(image)).get(0);
    long nanos = nanoTime.getAsLong() - start;
    Answer answer =
        new Answer(
            image.width(),
            image.height(),
            found,
            model.identity(),
            new Timings(0, 0, nanos, nanos));
    return new Look(
        DetectionResults.boxes(answer, thresholds.of(model.identity())), nanos / NANOS_PER_MILLI);
  }

  private record Look(List<DetectedBox> boxes, double millis) {}
}
