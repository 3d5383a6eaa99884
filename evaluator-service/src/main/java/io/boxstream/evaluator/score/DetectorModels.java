package io.boxstream.evaluator.score;

import io.boxstream.detection.Detection;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.inference.DetectorModel;
import io.boxstream.images.RgbImage;
import java.nio.file.Path;
import java.util.List;

/** Detectors on the engine, with the reference's thresholds. */
public final class DetectorModels implements DetectorFactory {
  @Override
  public ImageDetector open(DetectorArchitecture architecture, Path parameters) {
    return new Loaded(DetectorModel.load(architecture, parameters));
  }

  private record Loaded(DetectorModel model) implements ImageDetector {
    @Override
    public List<List<Detection>> detect(List<RgbImage> images) {
      return model.detectStretched(images);
    }

    @Override
    public boolean predictsFinite(RgbImage image) {
      return model.predictsFinite(image);
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
