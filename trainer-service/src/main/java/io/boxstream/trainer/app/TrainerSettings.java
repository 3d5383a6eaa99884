package io.boxstream.trainer.app;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.EngineInfo;
import io.boxstream.detection.pipeline.SampleListener;
import io.boxstream.trainer.TrainerAssembly;
import io.boxstream.trainer.WorkDirectory;
import io.boxstream.trainer.loop.EngineWorkbench;
import io.boxstream.trainer.publish.Patience;
import io.boxstream.trainer.publish.Toolchain;
import io.boxstream.trainer.run.RecipeBook;
import io.boxstream.trainer.run.RunOverrides;
import io.boxstream.trainer.run.StartPolicy;
import java.util.Optional;

/**
 * The configuration as the trainer wants it. A value that cannot be used stops the start with its
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

  EngineWorkbench workbench(SampleListener samples) {
    TrainerConfiguration.Pipeline pipeline = training.pipeline();
    return new EngineWorkbench(
        training.device(),
        pipeline.workers().orElse(Runtime.getRuntime().availableProcessors()),
        pipeline.bufferedBatches(),
        samples);
  }

  TrainerAssembly.Settings assembly() {
    return new TrainerAssembly.Settings(
        configuration.model(),
        new RecipeBook(overrides()),
        policy(training.start()),
        toolchain(),
        work(),
        new Patience(training.retry().firstWait(), training.retry().longestWait()),
        training.progress().everySteps(),
        training.progress().interval());
  }

  RunOverrides overrides() {
    return new RunOverrides(
        training.recipe(),
        training.preset().orElse(null),
        training.epochs().isPresent() ? training.epochs().getAsInt() : null,
        training.batch().isPresent() ? training.batch().getAsInt() : null,
        training.learningRate().orElse(null),
        training.seed().isPresent() ? training.seed().getAsLong() : null);
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
    if (training.device() == ComputeDevice.GPU && engine.cuda().isEmpty()) {
      throw new IllegalArgumentException(
          "boxstream.trainer.device is gpu, but the engine sees none: " + engine.devices());
    }
    return new Toolchain(
        configuration.sourceCommit(),
        System.getProperty("java.version"),
        engine.djlVersion(),
        engine.engine() + " " + engine.version(),
        training.device() == ComputeDevice.CPU ? Optional.empty() : engine.cuda());
  }
}
