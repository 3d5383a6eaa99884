package io.boxstream.inference.model;

import io.boxstream.detection.Detection;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.inference.DetectorModel;
import io.boxstream.pictures.RgbImage;
import java.nio.file.Path;
import java.util.List;

/** Detectors on the engine. */
public final class EngineDetectors implements DetectorFactory {

  @Override
  public Detector open(DetectorArchitecture architecture, Path parameters) {
    return new EngineDetector(DetectorModel.load(architecture, parameters));
  }

  private record EngineDetector(DetectorModel model) implements Detector {

    @Override
    public List<List<Detection>> detect(List<RgbImage> pictures) {
      return model.detect(pictures);
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
