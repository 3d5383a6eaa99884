package io.boxstream.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.detection.Detection;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.inference.Pace;
import io.boxstream.detection.inference.Parallelism;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.parameters.ParameterFile;
import io.boxstream.detection.training.Initialization;
import io.boxstream.images.RgbImage;
import io.boxstream.inference.TestCheckpoints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineDetectorsTest {
  private static final DetectorArchitecture ARCHITECTURE =
      new DetectorArchitecture(Presets.named(TestCheckpoints.PRESET), TestCheckpoints.CLASSES);

  @TempDir Path folder;
  private Path parameters;

  @BeforeEach
  void write() throws Exception {
    parameters = folder.resolve("detector.params");
    ParameterFile.write(
        parameters, Initialization.HE.arrays(new DetectorNetwork(ARCHITECTURE).parameters(), 3));
  }

  @Test
  void instancesThatComputeAtOnceFindWhatOneFinds() throws Exception {
    // Given an engine that computes in the threads that ask
    assertThat(new EngineRuntime().runsInCallingThread()).isTrue();
    List<List<Detection>> expected = new ArrayList<>();
    try (Detector one =
        new EngineDetectors(new Parallelism(1, 1), 1).open(ARCHITECTURE, parameters, Pace.FULL)) {
      for (int seed = 0; seed < 4; seed++) {
        expected.add(one.detect(List.of(noise(seed))).get(0));
      }
    }
    ExecutorService callers = Executors.newFixedThreadPool(4);
    List<Future<List<Detection>>> answers = new ArrayList<>();

    // When four threads ask three instances
    try (Detector many =
        new EngineDetectors(new Parallelism(3, 1), 4)
            .open(ARCHITECTURE, parameters, Pace.BESIDE_OTHERS)) {
      for (int i = 0; i < 60; i++) {
        RgbImage image = noise(i % 4);
        answers.add(callers.submit(() -> many.detect(List.of(image)).get(0)));
      }

      // Then
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isNotEmpty().isEqualTo(expected.get(i % 4));
      }
    }
    callers.shutdown();
  }

  private static RgbImage noise(long seed) {
    byte[] rgb = new byte[3 * 200 * 150];
    new Random(seed).nextBytes(rgb);
    return new RgbImage(200, 150, rgb);
  }
}
