package io.boxstream.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.parameters.ParameterArray;
import io.boxstream.detection.pipeline.SampleListener;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.trainer.run.EpochSchedule;
import io.boxstream.trainer.run.RecipeRegistry;
import io.boxstream.trainer.run.RunFailedException;
import io.boxstream.trainer.run.RunOverrides;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real engine: what a fine-tuned network takes over from its parent. */
class EngineTrainingBackendIT {

  private static final String FEATURE = "features.mobilenet0_conv5_weight";
  private static final String CLASSES = "class_predictors.0.predictor.bias";
  private static final String CLASS_WEIGHTS = "class_predictors.0.predictor.weight";

  @TempDir Path directory;
  private final EngineTrainingBackend backend = backend(1);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void startsANewClassAfreshAndEverythingElseFromTheParent(boolean fromFile) {
    // Given a network of two classes, and data with one more between them
    TrainingPlan parent = plan(List.of("disc", "square"), 1);
    Map<String, ParameterArray> before = parameters(backend.start(parent), parent);

    TrainingPlan child = plan(List.of("disc", "ring", "square"), 2);
    Learner learner =
        fromFile
            ? backend.startFromFile(file("1"), parent.architecture().classes(), child)
            : backend.startFrom(parent.architecture(), file("1"), child);
    Map<String, ParameterArray> after = parameters(learner, child);

    // Then the rows are background, disc, (new), square for each anchor
    assertThat(after.get(FEATURE).floats()).isEqualTo(before.get(FEATURE).floats());
    assertThat(row(after, 4, 0)).isEqualTo(row(before, 3, 0));
    assertThat(row(after, 4, 1)).isEqualTo(row(before, 3, 1));
    assertThat(row(after, 4, 3)).isEqualTo(row(before, 3, 2));
    assertThat(row(after, 4, 2)).isNotEqualTo(row(before, 3, 1)).isNotEqualTo(row(before, 3, 2));
    assertThat(after.get(CLASSES).floats()).hasSize(before.get(CLASSES).floats().length / 3 * 4);
  }

  @Test
  void takesNothingFromAParentWithAnotherBaseNetwork() {
    TrainingPlan parent = plan(List.of("disc"), 1);
    parameters(backend.start(parent), parent);
    TrainingPlan child = plan("boxstream_300_lite0", List.of("disc"), 2);

    Map<String, ParameterArray> after =
        parameters(backend.startFrom(parent.architecture(), file("1"), child), child);

    assertThat(after).isEqualTo(parameters(backend.start(child), child));
  }

  @Test
  void saysHowItSpreadsABatch() {
    TrainingPlan plan = plan(List.of("disc"), 1);

    try (Learner learner = backend(3).start(plan)) {
      assertThat(learner.arrangement().images()).containsExactly(6, 5, 5);
      assertThat(learner.arrangement().devices())
          .hasSize(3)
          .allMatch(device -> device.startsWith("cpu("));
    }
  }

  @Test
  void refusesARunWhoseBatchIsTooSmallToSpread() {
    TrainingPlan plan = plan(List.of("disc"), 1);

    assertThatThrownBy(() -> backend(17).start(plan))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("16 images")
        .hasMessageContaining("17 replicas");
  }

  private static EngineTrainingBackend backend(int replicas) {
    return new EngineTrainingBackend(
        ComputeDevice.CPU,
        OptionalInt.of(replicas),
        1,
        1,
        new ImageDecoder(ImageLimits.defaults()),
        SampleListener.NONE);
  }

  private Map<String, ParameterArray> parameters(Learner learner, TrainingPlan plan) {
    try (learner) {
      Path file = file(Long.toString(plan.seed()));
      learner.saveParameters(file);
      return new DetectorParameters(plan.architecture()).read(file).arrays();
    }
  }

  private Path file(String name) {
    return directory.resolve(name + ".params");
  }

  /** The class weights of one item at the first anchor. */
  private static float[] row(Map<String, ParameterArray> arrays, int items, int item) {
    ParameterArray weights = arrays.get(CLASS_WEIGHTS);
    int width = weights.floats().length / weights.shape().get(0);
    assertThat(weights.shape().get(0) % items).isZero();
    return Arrays.copyOfRange(weights.floats(), item * width, (item + 1) * width);
  }

  private static TrainingPlan plan(List<String> classes, long seed) {
    return plan("boxstream_300_mobilenet0.25", classes, seed);
  }

  private static TrainingPlan plan(String preset, List<String> classes, long seed) {
    RecipeRegistry recipes =
        new RecipeRegistry(
            new RunOverrides("quick", preset, null, null, null, null), Optional.empty());
    return new TrainingPlan(
        new DetectorArchitecture(Presets.named(preset), classes),
        recipes.resolve(RunOverrides.none(), 10),
        new EpochSchedule(10, 16, 1),
        seed);
  }
}
