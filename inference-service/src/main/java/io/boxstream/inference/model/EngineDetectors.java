package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.Detection;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.inference.DetectorModel;
import io.boxstream.detection.inference.Pace;
import io.boxstream.detection.inference.Parallelism;
import io.boxstream.images.RgbImage;
import java.nio.file.Path;
import java.util.List;

/** Detectors on the engine. */
public final class EngineDetectors implements DetectorFactory {
  private final Parallelism parallelism;
  private final int largestBatch;

  /**
   * @param parallelism of each detector
   * @param largestBatch the most images that will be asked for at once
   */
  public EngineDetectors(Parallelism parallelism, int largestBatch) {
    this.parallelism = requireNonNull(parallelism, "parallelism");
    this.largestBatch = largestBatch;
  }

  @Override
  public Detector open(DetectorArchitecture architecture, Path parameters, Pace pace) {
    DetectorModel model =
        DetectorModel.load(architecture, parameters, DecodeSettings.defaults(), parallelism, pace);
    try {
      model.prepare(largestBatch, pace);
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
