package io.boxstream.detection.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.ParameterSpec;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.parameters.ParameterArray;
import io.boxstream.detection.training.Initialization;
import io.boxstream.images.RgbImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An untrained detector finds nonsense, but the same nonsense however it is asked. */
class DetectorModelTest {
  private static final DetectorArchitecture ARCHITECTURE =
      new DetectorArchitecture(
          Presets.named("boxstream_300_mobilenet0.25"), List.of("hat", "person"));

  @TempDir Path folder;
  private DetectorModel model;

  @BeforeEach
  void load() {
    Path file = folder.resolve("detector.params");
    new DetectorParameters(ARCHITECTURE)
        .write(file, Initialization.HE.arrays(new DetectorNetwork(ARCHITECTURE).parameters(), 3));
    model = load(Parallelism.automatic());
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void findsInABatchWhatItFindsAlone() {
    List<RgbImage> images = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      images.add(noise(120 + 40 * i, 200, i));
    }

    List<List<Detection>> together = model.detect(images);

    assertThat(together).hasSize(5);
    for (int i = 0; i < 5; i++) {
      List<Detection> alone = model.detect(List.of(images.get(i))).get(0);
      assertThat(alone).hasSizeGreaterThan(0).hasSameSizeAs(together.get(i));
      assertThat((double) together.get(i).get(0).score())
          .isCloseTo(alone.get(0).score(), within(1e-4));
    }
  }

  @Test
  void givesBoxesInPixelsOfTheImageClippedToIt() {
    RgbImage image = noise(640, 90, 1);

    List<Detection> detections = model.detect(List.of(image)).get(0);
    List<Detection> stretched = model.detectStretched(List.of(image)).get(0);

    assertThat(detections)
        .allSatisfy(
            found -> {
              assertThat(found.box()).isEqualTo(found.box().clipped(640, 90));
              assertThat(found.box().area()).isPositive();
            });
    Box expected = stretched.get(0).box().scaled(640 / 300.0, 90 / 300.0);
    assertThat(detections.get(0).box()).isEqualTo(expected);
  }

  /** The detections do not show it: boxes that are no numbers are dropped. */
  @Test
  void tellsPredictionsThatOverflow() {
    List<ParameterSpec> specs = new DetectorNetwork(ARCHITECTURE).parameters();
    Map<String, ParameterArray> arrays = Initialization.HE.arrays(specs, 3);
    ParameterSpec weight = specs.get(specs.size() - 2);
    float[] huge = new float[weight.size()];
    Arrays.fill(huge, Float.MAX_VALUE);
    arrays.put(weight.name(), ParameterArray.ofFloats(weight.shape(), huge));
    RgbImage image = noise(100, 100, 1);

    assertThat(model.predictsFinite(image)).isTrue();

    new DetectorParameters(ARCHITECTURE).write(folder.resolve("detector.params"), arrays);
    try (DetectorModel overflowing = load(Parallelism.automatic())) {
      assertThat(overflowing.predictsFinite(image)).isFalse();
      assertThat(overflowing.detect(List.of(image))).hasSize(1);
    }
  }

  @Test
  void ordersDetectionsByScore() {
    List<Detection> detections = model.detect(List.of(noise(300, 300, 2))).get(0);

    assertThat(detections).isSortedAccordingTo((a, b) -> Float.compare(b.score(), a.score()));
  }

  @Test
  void findsTheSameHoweverManyAskAtOnce() throws Exception {
    List<RgbImage> images = IntStream.range(0, 8).mapToObj(i -> noise(200, 150, i)).toList();
    List<List<Detection>> expected =
        images.stream().map(image -> model.detect(List.of(image)).get(0)).toList();
    ExecutorService callers = Executors.newFixedThreadPool(4);
    List<Future<List<Detection>>> answers = new ArrayList<>();

    try (DetectorModel many = load(new Parallelism(3, 1))) {
      for (int i = 0; i < 40; i++) {
        RgbImage image = images.get(i % 8);
        answers.add(callers.submit(() -> many.detect(List.of(image)).get(0)));
      }

      for (int i = 0; i < 40; i++) {
        assertThat(answers.get(i).get()).isEqualTo(expected.get(i % 8));
      }
      assertThat(many.detect(images)).hasSize(8);
    }
    callers.shutdown();
  }

  @Test
  void closingWaitsForThoseWhoDetectAndRefusesOthers() throws Exception {
    DetectorModel closing = load(new Parallelism(2, 1));
    closing.prepare(2, Pace.BESIDE_OTHERS);
    ExecutorService callers = Executors.newFixedThreadPool(3);
    CountDownLatch begun = new CountDownLatch(3);
    List<Future<Integer>> answered = new ArrayList<>();
    for (int caller = 0; caller < 3; caller++) {
      answered.add(callers.submit(() -> detectUntilClosed(closing, begun)));
    }
    begun.await();

    closing.close();

    for (Future<Integer> answers : answered) {
      assertThat(answers.get()).isPositive();
    }
    assertThatThrownBy(() -> closing.detect(List.of(noise(100, 100, 1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the detector is closed");
    closing.close();
    callers.shutdown();
  }

  private static int detectUntilClosed(DetectorModel detector, CountDownLatch begun) {
    for (int answers = 0; ; answers++) {
      try {
        assertThat(detector.detect(List.of(noise(100, 100, 1)))).hasSize(1);
      } catch (IllegalStateException e) {
        return answers;
      }
      begun.countDown();
    }
  }

  private DetectorModel load(Parallelism parallelism) {
    return DetectorModel.load(
        ARCHITECTURE,
        folder.resolve("detector.params"),
        new DecodeSettings(0.01f, 0.45f, 400, 20),
        parallelism);
  }

  private static RgbImage noise(int width, int height, long seed) {
    byte[] rgb = new byte[3 * width * height];
    new Random(seed).nextBytes(rgb);
    return new RgbImage(width, height, rgb);
  }
}
