package io.boxstream.inference.model;

import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.images.RgbImage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds one box as large as the image, with the score it was given. Reports being used after it was
 * closed, or closed while in use.
 */
public final class FakeDetector implements Detector {
  private final float score;
  private final AtomicInteger inUse = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean abused = new AtomicBoolean();

  /** A detector whose every box has that score. */
  public FakeDetector(float score) {
    this.score = score;
  }

  /**
   * A model of that generation with a fake detector; its score is the generation in thousandths.
   */
  public static LoadedModel model(long generation) {
    return model(generation, new FakeDetector(generation / 1000f));
  }

  /** A model of that generation with that detector. */
  public static LoadedModel model(long generation, Detector detector) {
    return model(generation, detector, Optional.empty());
  }

  /** A model of that generation with that detector, and thresholds of its evaluation. */
  public static LoadedModel model(
      long generation, Detector detector, Optional<ScoreThresholds> thresholds) {
    return new LoadedModel(
        new ModelIdentity(
            "detector",
            generation,
            "run-00000" + generation,
            "tiny",
            List.of("hat"),
            OptionalDouble.empty(),
            thresholds),
        detector,
        0);
  }

  @Override
  public List<List<Detection>> detect(List<RgbImage> images) {
    inUse.incrementAndGet();
    try {
      if (closed.get()) {
        abused.set(true);
      }
      return images.stream()
          .map(
              image ->
                  List.of(new Detection(0, score, new Box(0, 0, image.width(), image.height()))))
          .toList();
    } finally {
      inUse.decrementAndGet();
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true) || inUse.get() > 0) {
      abused.set(true);
    }
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    return closed.get();
  }

  /** Whether it was closed twice, closed in use, or used after it was closed. */
  public boolean wasAbused() {
    return abused.get();
  }
}
