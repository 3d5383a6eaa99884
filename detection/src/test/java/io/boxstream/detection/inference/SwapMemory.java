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

/** Swaps detectors in a process of its own. Argument: a folder for the detector. */
final class SwapMemory {
  private static final int SWAPS = 20;

  private final DetectorArchitecture architecture =
      new DetectorArchitecture(Presets.named("boxstream_300_compact"), List.of("hat", "person"));
  private final List<RgbImage> images =
      Collections.nCopies(4, new RgbImage(200, 150, new byte[3 * 200 * 150]));
  private final Path file;
  private DetectorModel serving;

  private SwapMemory(Path folder) {
    file = folder.resolve("detector.params");
    new DetectorParameters(architecture)
        .write(file, Initialization.HE.arrays(new DetectorNetwork(architecture).parameters(), 3));
    serving = load();
  }

  public static void main(String[] arguments) throws IOException {
    SwapMemory memory = new SwapMemory(Path.of(arguments[0]));
    EngineMemory.sampleDuring(2, SWAPS, memory::swap);
    memory.serving.close();
  }

  private DetectorModel load() {
    DetectorModel model =
        DetectorModel.load(architecture, file, DecodeSettings.defaults(), Parallelism.automatic());
    model.prepare(images.size());
    return model;
  }

  private void swap() {
    DetectorModel next = load();
    serving.close();
    serving = next;
    serving.detect(images);
  }
}
