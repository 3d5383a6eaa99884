package io.boxstream.benchmarks;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.inference.DetectorModel;
import io.boxstream.detection.inference.Parallelism;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.training.Initialization;
import io.boxstream.images.RgbImage;
import java.nio.file.Files;
import java.nio.file.Path;
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
    DetectorArchitecture architecture = Samples.architecture(preset);
    RgbImage image = new Samples().image(WIDTH, HEIGHT);
    List<RgbImage> images = Collections.nCopies(batchSize, image);
    Path file = Files.createTempFile("benchmark", ".params");
    try {
      new DetectorParameters(architecture)
          .write(
              file,
              Initialization.REFERENCE.arrays(new DetectorNetwork(architecture).parameters(), 1));
      Parallelism parallelism = batchSize == 1 ? Parallelism.of(1) : Parallelism.automatic();
      try (DetectorModel model =
          DetectorModel.load(architecture, file, DecodeSettings.defaults(), parallelism)) {
        double seconds = Repetition.OF_ENGINE.seconds(() -> model.detect(images));
        if (batchSize == 1) {
          figures.add(1000 * seconds, "ms");
        } else {
          figures.add(batchSize / seconds, "images/s");
        }
      }
    } finally {
      Files.delete(file);
    }
  }
}
