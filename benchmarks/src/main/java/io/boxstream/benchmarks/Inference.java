package io.boxstream.benchmarks;

import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.inference.DetectorModel;
import io.boxstream.detection.inference.Parallelism;
import io.boxstream.images.RgbImage;
import java.util.Collections;
import java.util.List;

/**
 * From pixels to detections: resizing, network, decoding and suppression. The detector has learnt
 * nothing, so that every anchor of every class passes the threshold: nothing makes decoding slower.
 *
 * @param preset the detector
 * @param batchSize images at a time; for one the figure is the time it takes on all processors, for
 *     more the images of a second in the arrangement that serves
 */
record Inference(String preset, int batchSize) implements Benchmark {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;

  @Override
  public void run(Measurements figures) throws Exception {
    RgbImage image = new Samples().image(WIDTH, HEIGHT);
    List<RgbImage> images = Collections.nCopies(batchSize, image);
    try (StoredSample stored = StoredSample.of(preset)) {
      Parallelism parallelism = batchSize == 1 ? Parallelism.of(1) : Parallelism.automatic();
      try (DetectorModel model =
          DetectorModel.load(
              stored.architecture(), stored.file(), DecodeSettings.defaults(), parallelism)) {
        double seconds = Repetition.OF_ENGINE.seconds(() -> model.detect(images));
        if (batchSize == 1) {
          figures.add(1000 * seconds, "ms");
        } else {
          figures.add(batchSize / seconds, "images/s");
        }
      }
    }
  }
}
