package io.boxstream.trainer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Presets;
import io.boxstream.detection.network.PresetDescription;
import io.boxstream.detection.pipeline.SampleListener;
import io.boxstream.images.crash.CrashGuard;
import io.boxstream.trainer.loop.EngineTrainingBackend;
import io.boxstream.trainer.run.EarlyStoppingOverrides;
import io.boxstream.trainer.run.RunOverrides;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerConfigurationTest {
  @TempDir Path folder;

  @Test
  void defaults() {
    TrainerConfiguration configuration = configuration(Map.of());

    assertThat(configuration.model()).isEqualTo("detector");
    assertThat(configuration.workDirectory()).isEqualTo(Path.of("boxstream-state/trainer"));
    assertThat(configuration.sourceCommit()).isEqualTo("unknown");
    assertThat(configuration.store().endpoint()).hasToString("http://127.0.0.1:9000");
    assertThat(configuration.store().bucket()).isEqualTo("boxstream");
    assertThat(configuration.store().region()).isEqualTo("us-east-1");
    TrainerConfiguration.Training training = configuration.trainer();
    assertThat(training.recipe()).isEqualTo("classic");
    assertThat(training.preset()).isEmpty();
    assertThat(training.base().file()).isEmpty();
    assertThat(training.base().classes()).isEmpty();
    assertThat(training.epochs()).isEmpty();
    assertThat(training.minutes()).isEmpty();
    assertThat(training.earlyStopping().patience()).isEmpty();
    assertThat(training.earlyStopping().minimumGain()).isEmpty();
    assertThat(training.batch()).isEmpty();
    assertThat(training.learningRate()).isEmpty();
    assertThat(training.seed()).isEmpty();
    assertThat(training.device()).isEqualTo(ComputeDevice.AUTOMATIC);
    assertThat(training.replicas()).isEmpty();
    assertThat(training.distributed().role()).isEqualTo(DistributedRole.NONE);
    assertThat(training.distributed().coordinator()).isEmpty();
    assertThat(training.distributed().host()).isEqualTo("127.0.0.1");
    assertThat(training.distributed().port()).isEqualTo(8095);
    assertThat(training.distributed().token()).isEmpty();
    assertThat(training.distributed().workers()).isEqualTo(2);
    assertThat(training.distributed().servers()).isEqualTo(1);
    assertThat(training.distributed().joinTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(training.distributed().silence()).isEqualTo(Duration.ofSeconds(10));
    assertThat(training.distributed().answerTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(training.distributed().restarts()).isEqualTo(3);
    assertThat(training.distributed().compressionThreshold()).isEmpty();
    assertThat(training.start().automatic()).isTrue();
    assertThat(training.start().minimumImages()).isEqualTo(100);
    assertThat(training.start().minimumChanges()).isEqualTo(50);
    assertThat(training.start().quietPeriod()).isEqualTo(Duration.ofSeconds(30));
    assertThat(training.start().maximumWait()).isEqualTo(Duration.ofMinutes(30));
    assertThat(training.pipeline().workers()).isEmpty();
    assertThat(training.pipeline().bufferedBatches()).isEqualTo(4);
    assertThat(training.progress().everySteps()).isEqualTo(5);
    assertThat(training.progress().interval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(training.retry().firstWait()).isEqualTo(Duration.ofMillis(500));
    assertThat(training.retry().longestWait()).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void everyKeyOfARunIsHeard() {
    TrainerSettings settings =
        new TrainerSettings(
            configuration(
                Map.of(
                    "boxstream.trainer.recipe", "quick",
                    "boxstream.trainer.preset", "ssd_300_mobilenet0.25",
                    "boxstream.trainer.epochs", "3",
                    "boxstream.trainer.batch", "4",
                    "boxstream.trainer.learning-rate", "0.002",
                    "boxstream.trainer.seed", "9")));

    assertThat(settings.overrides())
        .isEqualTo(new RunOverrides("quick", "ssd_300_mobilenet0.25", 3, 4, 0.002, 9L));
  }

  @Test
  void aTimeAndARuleForEarlyStoppingAreHeard() {
    TrainerSettings settings =
        new TrainerSettings(
            configuration(
                Map.of(
                    "boxstream.trainer.minutes", "2.5",
                    "boxstream.trainer.early-stopping.patience", "0",
                    "boxstream.trainer.early-stopping.minimum-gain", "0.02")));

    assertThat(settings.overrides().minutes()).isEqualTo(2.5);
    assertThat(settings.overrides().earlyStopping()).isEqualTo(new EarlyStoppingOverrides(0, 0.02));
  }

  @Test
  void refusesEpochsAndMinutes() {
    TrainerSettings settings =
        new TrainerSettings(
            configuration(
                Map.of("boxstream.trainer.epochs", "3", "boxstream.trainer.minutes", "5")));

    assertThatThrownBy(settings::overrides)
        .hasMessageContaining("boxstream.trainer.epochs or boxstream.trainer.minutes");
  }

  @Test
  void aPresetThatIsAFileIsReadFromIt() throws IOException {
    Path file = folder.resolve("mine.json");
    DetectorPreset known = Presets.named("ssd_300_mobilenet0.25");
    DetectorPreset own = new DetectorPreset("mine", known.backbone(), 300, known.layers());
    Files.writeString(file, PresetDescription.write(own));
    TrainerSettings settings =
        new TrainerSettings(configuration(Map.of("boxstream.trainer.preset", file.toString())));

    assertThat(settings.overrides().preset()).isEqualTo("mine");
    assertThat(settings.recipes().preset(RunOverrides.none())).isEqualTo(own);
  }

  @Test
  void aPresetFileThatCannotBeUsedIsNamedWithTheKey() {
    String absent = folder.resolve("absent.json").toString();
    TrainerSettings settings =
        new TrainerSettings(configuration(Map.of("boxstream.trainer.preset", absent)));

    assertThatThrownBy(settings::recipes)
        .hasMessageContaining("boxstream.trainer.preset is " + absent);
  }

  @Test
  void theWorkbenchHearsOfDeviceAndReplicas() {
    TrainerSettings settings =
        new TrainerSettings(
            configuration(
                Map.of("boxstream.trainer.device", "cpu", "boxstream.trainer.replicas", "2")));

    EngineTrainingBackend backend = settings.backend(CrashGuard.NONE, SampleListener.NONE);
    assertThat(backend.device()).isEqualTo(ComputeDevice.CPU);
    assertThat(backend.replicas()).hasValue(2);
  }

  @Test
  void aValueThatCannotBeReadNamesItsKey() {
    assertThatThrownBy(() -> configuration(Map.of("boxstream.trainer.epochs", "many")))
        .hasMessageContaining("boxstream.trainer.epochs");
  }

  private static TrainerConfiguration configuration(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put("boxstream.store.access-key", "key");
    all.put("boxstream.store.secret-key", "secret");
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(TrainerConfiguration.class)
        .withSources(new PropertiesConfigSource(all, "test", 100))
        .build()
        .getConfigMapping(TrainerConfiguration.class);
  }
}
