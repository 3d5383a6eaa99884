package io.boxstream.detection.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.FineTuning;
import io.boxstream.detection.network.Kernels;
import io.boxstream.detection.network.NetworkPart;
import io.boxstream.detection.network.ParameterSpec;
import io.boxstream.detection.parameters.BundledBase;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.parameters.ParameterArray;
import io.boxstream.detection.pipeline.TrainingBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on top of the base network that comes with Boxstream. */
class FineTuningTest {
  private static final DetectorArchitecture ARCHITECTURE =
      new DetectorArchitecture(Presets.named("boxstream_300_lite0"), List.of("hat", "person"));
  private static final UpdateSettings FIXED =
      new UpdateSettings(
          new OptimizerSettings.Adam(0.9, 0.999, 1e-8, 0), new FineTuning(true, 0.1));

  @TempDir Path folder;

  @Test
  void startsFromTheBaseThatComesWithBoxstream() {
    Map<String, ParameterArray> start = Initialization.PRETRAINED.arrays(ARCHITECTURE, 1);

    Map<String, ParameterArray> base = BundledBase.read(ARCHITECTURE);
    Set<String> parts = new TreeSet<>();
    for (ParameterSpec spec : specs()) {
      if (spec.part() == NetworkPart.BASE) {
        parts.add(spec.name());
      }
    }
    assertThat(base).containsOnlyKeys(parts);
    assertThat(start).containsAllEntriesOf(base).hasSize(specs().size());
  }

  @Test
  void changesNothingOfTheFixedLayersAndOfTheStatistics() {
    Map<String, ParameterArray> before = Initialization.PRETRAINED.arrays(ARCHITECTURE, 1);

    Map<String, ParameterArray> after = afterOneStep();
    for (ParameterSpec spec : specs().stream().filter(FineTuningTest::isExtractor).toList()) {
      boolean changed = !after.get(spec.name()).equals(before.get(spec.name()).asFloats());
      boolean fixed =
          spec.part() == NetworkPart.BASE && (isFirst(spec.name()) || !spec.role().trained());
      assertThat(changed).as(spec.name()).isEqualTo(!fixed);
    }
  }

  @Test
  void updatesTheBaseAtItsShareOfTheRate() {
    String base = "features.lite0_block15_project_conv_weight";
    String neck = "features.neck0_conv0_weight";
    Map<String, ParameterArray> before = Initialization.PRETRAINED.arrays(ARCHITECTURE, 1);
    Map<String, ParameterArray> after = afterOneStep();

    // The first update of Adam is the rate times the gradient's sign, if it is not tiny.
    assertThat(largestChange(before.get(neck), after.get(neck))).isBetween(0.0029, 0.0031);
    assertThat(largestChange(before.get(base), after.get(base))).isBetween(0.00029, 0.00031);
  }

  @Test
  void resumesToTheSameLossesToTheLastBit() {
    Path parameters = folder.resolve("detector.params");
    Path state = folder.resolve("optimizer.params");
    List<StepLosses> uninterrupted = new ArrayList<>();
    try (DetectorTrainer trainer = start(2)) {
      for (int step = 0; step < 4; step++) {
        uninterrupted.add(trainer.step(batch(step), 0.001));
        if (step == 1) {
          trainer.saveParameters(parameters);
          trainer.saveOptimizerState(state);
        }
      }
    }

    try (DetectorTrainer trainer =
        DetectorTrainer.resume(ARCHITECTURE, FIXED, parameters, state, onTheCpu(2))) {
      assertThat(trainer.step(batch(2), 0.001)).isEqualTo(uninterrupted.get(2));
      assertThat(trainer.step(batch(3), 0.001)).isEqualTo(uninterrupted.get(3));
    }
  }

  @Test
  void lossesFallOnABatchSeenAgainAndAgain() {
    TrainingBatch batch = batch(0);
    try (DetectorTrainer trainer = start(1)) {
      StepLosses first = trainer.step(batch, 0.003);
      StepLosses last = first;
      for (int step = 0; step < 12; step++) {
        last = trainer.step(batch, 0.003);
      }

      assertThat(last.crossEntropy()).isLessThan(first.crossEntropy() / 2);
      assertThat(last.smoothL1()).isLessThan(first.smoothL1());
    }
  }

  @Test
  void refusesABackboneThatIsNotDivided() {
    DetectorArchitecture compact =
        new DetectorArchitecture(Presets.named("boxstream_300_compact"), List.of("hat"));

    assertThatThrownBy(
            () ->
                new DetectorNetwork(compact).trainingGraph(Kernels.ANY, new FineTuning(true, 0.1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the backbone compact has no layers");
  }

  private Map<String, ParameterArray> afterOneStep() {
    Path file = folder.resolve("trained.params");
    try (DetectorTrainer trainer = start(1)) {
      trainer.step(batch(0), 0.003);
      trainer.saveParameters(file);
    }
    return new DetectorParameters(ARCHITECTURE).read(file).arrays();
  }

  /** Predictors of sizes that no object of the batch has get no gradient. */
  private static boolean isExtractor(ParameterSpec spec) {
    return spec.part() == NetworkPart.BASE || spec.part() == NetworkPart.EXPANSION;
  }

  private static boolean isFirst(String name) {
    return name.contains("stem_") || name.matches(".*_block([0-9]|10)_.*");
  }

  private static double largestChange(ParameterArray before, ParameterArray after) {
    float[] old = before.floats();
    float[] fresh = after.floats();
    double largest = 0;
    for (int i = 0; i < old.length; i++) {
      largest = Math.max(largest, Math.abs(fresh[i] - old[i]));
    }
    return largest;
  }

  private static List<ParameterSpec> specs() {
    return new DetectorNetwork(ARCHITECTURE).parameters();
  }

  private static DetectorTrainer start(int replicas) {
    return DetectorTrainer.start(
        ARCHITECTURE, FIXED, Initialization.PRETRAINED, 1, onTheCpu(replicas));
  }

  private static ReplicaSettings onTheCpu(int replicas) {
    return new ReplicaSettings(ComputeDevice.CPU, replicas);
  }

  private static TrainingBatch batch(int seed) {
    return NoiseBatches.batch(ARCHITECTURE.preset(), 2, seed);
  }
}
