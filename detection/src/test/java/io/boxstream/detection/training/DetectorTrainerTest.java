package io.boxstream.detection.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.parameters.ParameterArray;
import io.boxstream.detection.parameters.ParameterFileException;
import io.boxstream.detection.pipeline.TrainingBatch;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorTrainerTest {
  private static final DetectorArchitecture ARCHITECTURE = architecture("hat", "person");

  @TempDir Path folder;

  static Stream<Arguments> optimizersAndReplicas() {
    return optimizers().stream()
        .flatMap(
            settings -> IntStream.of(1, 2).mapToObj(replicas -> Arguments.of(settings, replicas)));
  }

  static List<OptimizerSettings> optimizers() {
    return List.of(
        new OptimizerSettings.Sgd(0.9, 0.0005),
        new OptimizerSettings.Adam(0.9, 0.999, 1e-8, 0.0001));
  }

  @ParameterizedTest
  @MethodSource("optimizersAndReplicas")
  void resumesToTheSameLossesToTheLastBit(OptimizerSettings settings, int replicas) {
    Path parameters = folder.resolve("detector.params");
    Path state = folder.resolve("optimizer.params");
    List<StepLosses> uninterrupted = new ArrayList<>();
    try (DetectorTrainer trainer = start(settings, replicas)) {
      for (int step = 0; step < 4; step++) {
        uninterrupted.add(trainer.step(batch(step), 0.001));
        if (step == 1) {
          trainer.saveParameters(parameters);
          trainer.saveOptimizerState(state);
        }
      }
    }

    List<StepLosses> resumed = new ArrayList<>();
    try (DetectorTrainer trainer =
        DetectorTrainer.resume(
            ARCHITECTURE, UpdateSettings.of(settings), parameters, state, onTheCpu(replicas))) {
      for (int step = 2; step < 4; step++) {
        resumed.add(trainer.step(batch(step), 0.001));
      }
    }

    assertThat(resumed).isEqualTo(uninterrupted.subList(2, 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"boxstream_300_mobilenet0.25", "boxstream_300_lite0"})
  void lossesFallOnABatchSeenAgainAndAgain(String preset) {
    DetectorArchitecture architecture =
        new DetectorArchitecture(Presets.named(preset), ARCHITECTURE.classes());
    TrainingBatch batch = NoiseBatches.batch(architecture.preset(), 2, 0);
    OptimizerSettings settings = new OptimizerSettings.Adam(0.9, 0.999, 1e-8, 0);
    try (DetectorTrainer trainer =
        DetectorTrainer.start(
            architecture, UpdateSettings.of(settings), Initialization.HE, 1, onTheCpu(1))) {
      StepLosses first = trainer.step(batch, 0.003);
      StepLosses last = first;
      for (int step = 0; step < 15; step++) {
        last = trainer.step(batch, 0.003);
      }

      assertThat(first.positives()).isEqualTo(2 * 20);
      assertThat(last.crossEntropy()).isLessThan(first.crossEntropy() / 2);
      assertThat(last.smoothL1()).isLessThan(first.smoothL1());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void namesTheImagesOfABatchThatDivergesAndKeepsItsParameters(int replicas) {
    Path before = folder.resolve("before.params");
    Path after = folder.resolve("after.params");
    try (DetectorTrainer trainer = start(optimizers().get(0), replicas)) {
      trainer.saveParameters(before);
      TrainingBatch batch = batch(0);
      batch.boxTargets()[indexOfPositive(batch) * 4] = Float.NaN;

      assertThatThrownBy(() -> trainer.step(batch, 0.001))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("image0")
          .hasMessageContaining("image1");
      trainer.saveParameters(after);
      assertThat(trainer.step(batch(1), 0.001).crossEntropy()).isPositive();
    }

    assertThat(after).hasSameBinaryContentAs(before);
  }

  @Test
  void refusesABatchOfAnotherDetector() {
    TrainingBatch small =
        new TrainingBatch(FloatBuffer.allocate(3), 1, new float[1], new float[4], List.of("image"));

    try (DetectorTrainer trainer = start(optimizers().get(0))) {
      assertThatThrownBy(() -> trainer.step(small, 0.001))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("boxstream_300_mobilenet0.25");
    }
  }

  @Test
  void refusesABatchWithFewerImagesThanReplicas() {
    try (DetectorTrainer trainer = start(optimizers().get(0), 3)) {
      assertThatThrownBy(() -> trainer.step(batch(0), 0.001))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("2 images")
          .hasMessageContaining("3 replicas");
    }
  }

  @Test
  void saysWhereItsReplicasAre() {
    try (DetectorTrainer trainer = start(optimizers().get(0), 2)) {
      assertThat(trainer.devices()).hasSize(2).allMatch(name -> name.matches("cpu\\([1-9]\\d*\\)"));
    }
  }

  @Test
  void keepsTheRowsOfClassesThatBothKnow() {
    Path parentFile = folder.resolve("parent.params");
    Path childFile = folder.resolve("child.params");
    DetectorArchitecture child = architecture("dog", "hat");
    try (DetectorTrainer parent = start(optimizers().get(0))) {
      parent.saveParameters(parentFile);
    }
    Map<String, ParameterArray> base =
        new DetectorParameters(ARCHITECTURE).read(parentFile).arrays();

    try (DetectorTrainer trainer =
        DetectorTrainer.startFrom(
            new BaseParameters(base, ARCHITECTURE.classes()),
            child,
            UpdateSettings.of(optimizers().get(0)),
            Initialization.HE,
            2)) {
      trainer.saveParameters(childFile);
    }

    Map<String, ParameterArray> arrays = new DetectorParameters(child).read(childFile).arrays();
    String weight = "class_predictors.0.predictor.weight";
    float[] old = base.get(weight).floats();
    float[] fresh = arrays.get(weight).floats();
    int row = 64 * 9;
    assertThat(slice(fresh, 0, row)).as("background").isEqualTo(slice(old, 0, row));
    assertThat(slice(fresh, 2 * row, row)).as("hat").isEqualTo(slice(old, row, row));
    assertThat(slice(fresh, row, row)).as("dog").isNotEqualTo(slice(old, 2 * row, row));
    assertThat(slice(fresh, 3 * row, row)).as("second anchor").isEqualTo(slice(old, 3 * row, row));
    String feature = "features.expand_conv0_weight";
    assertThat(arrays.get(feature)).isEqualTo(base.get(feature));
  }

  @Test
  void refusesAnotherOptimizersState() {
    Path parameters = folder.resolve("detector.params");
    Path state = folder.resolve("optimizer.params");
    try (DetectorTrainer trainer = start(optimizers().get(0))) {
      trainer.saveParameters(parameters);
      trainer.saveOptimizerState(state);
    }

    assertThatThrownBy(
            () ->
                DetectorTrainer.resume(
                    ARCHITECTURE, UpdateSettings.of(optimizers().get(1)), parameters, state))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageContaining("mean:features.mobilenet0_conv0_weight");
  }

  private static DetectorTrainer start(OptimizerSettings settings) {
    return start(settings, 1);
  }

  private static DetectorTrainer start(OptimizerSettings settings, int replicas) {
    return DetectorTrainer.start(
        ARCHITECTURE, UpdateSettings.of(settings), Initialization.HE, 1, onTheCpu(replicas));
  }

  private static ReplicaSettings onTheCpu(int replicas) {
    return new ReplicaSettings(ComputeDevice.CPU, replicas);
  }

  private static DetectorArchitecture architecture(String... classes) {
    return new DetectorArchitecture(Presets.named("boxstream_300_mobilenet0.25"), List.of(classes));
  }

  private static int indexOfPositive(TrainingBatch batch) {
    return IntStream.range(0, batch.classTargets().length)
        .filter(index -> batch.classTargets()[index] > 0)
        .findFirst()
        .orElseThrow();
  }

  private static float[] slice(float[] values, int from, int length) {
    float[] slice = new float[length];
    System.arraycopy(values, from, slice, 0, length);
    return slice;
  }

  private static TrainingBatch batch(long seed) {
    return NoiseBatches.batch(ARCHITECTURE.preset(), 2, seed);
  }
}
