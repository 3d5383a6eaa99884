package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.Detection;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.inference.DetectorModel;
import io.boxstream.detection.inference.Parallelism;
import io.boxstream.images.RgbImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Detectors on the engine. */
public final class EngineDetectors implements DetectorFactory {
  private final Parallelism parallelism;
  private final int largestBatch;
  private final BooleanSupplier serving;

  /**
   * @param parallelism of each detector
   * @param largestBatch the most images that will be asked for at once
   * @param serving whether another detector serves, from which the new one must not take the
   *     processors
   */
  public EngineDetectors(Parallelism parallelism, int largestBatch, BooleanSupplier serving) {
    this.parallelism = requireNonNull(parallelism, "parallelism");
    this.largestBatch = largestBatch;
    this.serving = requireNonNull(serving, "serving");
  }

  @Override
  public Detector open(DetectorArchitecture architecture, Path parameters) {
    DetectorModel model =
        DetectorModel.load(architecture, parameters, DecodeSettings.defaults(), parallelism);
    try {
      if (serving.getAsBoolean()) {
        model.prepareBesideOthers(largestBatch);
      } else {
        model.prepare(largestBatch);
      }
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
    return new EngineDetector(model);
  }

  private record EngineDetector(DetectorModel model) implements Detector {

    @Override
    public List<List<Detection>> detect(List<RgbImage> images) {
      return model.detect(images);
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
