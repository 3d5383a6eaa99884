package io.boxstream.trainer.app;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.EngineInfo;
import io.boxstream.detection.network.PresetDescription;
import io.boxstream.detection.pipeline.SampleListener;
import io.boxstream.events.consume.Backoff;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.crash.CrashGuard;
import io.boxstream.rest.config.ConfigurationChecks;
import io.boxstream.trainer.TrainerAssembly;
import io.boxstream.trainer.WorkDirectory;
import io.boxstream.trainer.loop.EngineTrainingBackend;
import io.boxstream.trainer.publish.RetryPolicy;
import io.boxstream.trainer.publish.Toolchain;
import io.boxstream.trainer.run.BaseNetwork;
import io.boxstream.trainer.run.EarlyStoppingOverrides;
import io.boxstream.trainer.run.RecipeRegistry;
import io.boxstream.trainer.run.RunOverrides;
import io.boxstream.trainer.run.StartPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Converts the configuration to the trainer's settings. An invalid value stops the start with its
 * reason.
 */
final class TrainerSettings {

  private final TrainerConfiguration configuration;
  private final TrainerConfiguration.Training training;

  TrainerSettings(TrainerConfiguration configuration) {
    this.configuration = configuration;
    this.training = configuration.trainer();
  }

  WorkDirectory work() {
    return new WorkDirectory(configuration.workDirectory().toAbsolutePath());
  }

  EngineTrainingBackend backend(CrashGuard guard, SampleListener samples) {
    TrainerConfiguration.Pipeline pipeline = training.pipeline();
    return new EngineTrainingBackend(
        training.device(),
        training.replicas(),
        pipeline.workers().orElse(Runtime.getRuntime().availableProcessors()),
        pipeline.bufferedBatches(),
        new ImageDecoder(ImageLimits.defaults(), guard),
        samples);
  }

  TrainerAssembly.Settings assembly() {
    return new TrainerAssembly.Settings(
        configuration.model(),
        recipes(),
        base(),
        policy(training.start()),
        toolchain(),
        work(),
        retryPolicy(training.retry()),
        training.progress().everySteps(),
        training.progress().interval());
  }

  private static RetryPolicy retryPolicy(TrainerConfiguration.Retry retry) {
    ConfigurationChecks.requireAtLeast(
        "boxstream.trainer.retry.longest-wait",
        retry.longestWait(),
        "boxstream.trainer.retry.first-wait",
        retry.firstWait());
    return new RetryPolicy(new Backoff(retry.firstWait(), retry.longestWait()));
  }

  RecipeRegistry recipes() {
    return new RecipeRegistry(overrides(), ownPreset());
  }

  private Optional<BaseNetwork> base() {
    TrainerConfiguration.Base base = training.base();
    if (base.file().isEmpty() && base.classes().isPresent()) {
      throw new IllegalArgumentException(
          "boxstream.trainer.base.classes are those of boxstream.trainer.base.file, which is"
              + " absent");
    }
    return base.file()
        .map(file -> new BaseNetwork(file.toAbsolutePath(), base.classes().orElse(List.of())));
  }

  private Optional<DetectorPreset> ownPreset() {
    return training
        .preset()
        .filter(preset -> preset.endsWith(".json"))
        .map(TrainerSettings::described);
  }

  private static DetectorPreset described(String file) {
    try {
      return PresetDescription.read(Files.readString(Path.of(file)));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "boxstream.trainer.preset is %s: %s"
              .formatted(file, e instanceof IOException ? "cannot read it: " + e : e.getMessage()),
          e);
    }
  }

  RunOverrides overrides() {
    if (training.epochs().isPresent() && training.minutes().isPresent()) {
      throw new IllegalArgumentException(
          "set boxstream.trainer.epochs or boxstream.trainer.minutes, not both");
    }
    return new RunOverrides(
        training.recipe(),
        ownPreset().map(DetectorPreset::name).or(training::preset).orElse(null),
        training.epochs().isPresent() ? training.epochs().getAsInt() : null,
        training.batch().isPresent() ? training.batch().getAsInt() : null,
        training.learningRate().orElse(null),
        training.seed().isPresent() ? training.seed().getAsLong() : null,
        training.minutes().orElse(null),
        earlyStopping(training.earlyStopping()));
  }

  private static EarlyStoppingOverrides earlyStopping(TrainerConfiguration.EarlyStopping settings) {
    return new EarlyStoppingOverrides(
        settings.patience().isPresent() ? settings.patience().getAsInt() : null,
        settings.minimumGain().orElse(null));
  }

  private static StartPolicy policy(TrainerConfiguration.Start start) {
    return new StartPolicy(
        start.automatic(),
        start.minimumImages(),
        start.minimumChanges(),
        start.quietPeriod(),
        start.maximumWait());
  }

  private Toolchain toolchain() {
    EngineInfo engine = EngineInfo.read();
    boolean gpus = training.device() != ComputeDevice.CPU && engine.cuda().isPresent();
    if (training.device() == ComputeDevice.GPU && !gpus) {
      throw new IllegalArgumentException(
          "boxstream.trainer.device is gpu, but the engine sees none: " + engine.devices());
    }
    int replicas = training.replicas().orElse(1);
    if (gpus && replicas > engine.devices().size()) {
      throw new IllegalArgumentException(
          "boxstream.trainer.replicas is %d, but the engine sees only these GPUs: %s"
              .formatted(replicas, engine.devices()));
    }
    return new Toolchain(
        configuration.sourceCommit(),
        System.getProperty("java.version"),
        engine.djlVersion(),
        engine.engine() + " " + engine.version(),
        gpus ? engine.cuda() : Optional.empty(),
        gpus ? Optional.empty() : Optional.of(ProcessorModel.read()));
  }
}
