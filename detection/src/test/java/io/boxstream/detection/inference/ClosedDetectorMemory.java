package io.boxstream.detection.inference;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.process.EngineMemory;
import io.boxstream.detection.training.Initialization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads and closes detectors in a process of its own, and prints its memory before and after the
 * last one is closed. Argument: a folder for the detector.
 */
final class ClosedDetectorMemory {
  private static final int DETECTORS = 3;
  private static final int BATCH = 16;

  private ClosedDetectorMemory() {}

  public static void main(String[] arguments) throws IOException {
    DetectorArchitecture architecture =
        new DetectorArchitecture(Presets.named("boxstream_300_compact"), List.of("hat", "person"));
    Path file = Path.of(arguments[0], "detector.params");
    new DetectorParameters(architecture)
        .write(file, Initialization.HE.arrays(new DetectorNetwork(architecture).parameters(), 3));
    for (int closed = 1; closed < DETECTORS; closed++) {
      load(architecture, file).close();
    }
    try (DetectorModel last = load(architecture, file)) {
      EngineMemory.sample();
    }
    EngineMemory.sample();
  }

  private static DetectorModel load(DetectorArchitecture architecture, Path file) {
    DetectorModel model =
        DetectorModel.load(architecture, file, DecodeSettings.defaults(), Parallelism.automatic());
    model.prepare(BATCH);
    return model;
  }
}
