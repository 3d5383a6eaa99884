package io.boxstream.detection.inference;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.process.EngineMemory;
import io.boxstream.detection.training.Initialization;
import io.boxstream.images.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** Detects in a process of its own. Argument: a folder for the detector. */
final class DetectionMemory {
  private static final int REQUESTS = 50;

  private DetectionMemory() {}

  public static void main(String[] arguments) throws IOException {
    DetectorArchitecture architecture =
        new DetectorArchitecture(
            Presets.named("boxstream_300_mobilenet0.25"), List.of("hat", "person"));
    Path file = Path.of(arguments[0], "detector.params");
    new DetectorParameters(architecture)
        .write(file, Initialization.HE.arrays(new DetectorNetwork(architecture).parameters(), 3));
    List<RgbImage> images = Collections.nCopies(4, new RgbImage(200, 150, new byte[3 * 200 * 150]));
    try (DetectorModel model =
        DetectorModel.load(
            architecture,
            file,
            new DecodeSettings(0.01f, 0.45f, 400, 20),
            Parallelism.automatic())) {
      EngineMemory.sampleDuring(6, REQUESTS, () -> model.detect(images));
    }
  }
}
