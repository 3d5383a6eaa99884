package io.boxstream.inference.app;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.inference.DetectorMemory;
import io.boxstream.detection.inference.Pace;
import io.boxstream.detection.inference.Parallelism;
import io.boxstream.events.consume.Backoff;
import io.boxstream.inference.model.CheckpointLoader;
import io.boxstream.inference.model.EngineDetectors;
import io.boxstream.inference.model.ModelSources;
import io.boxstream.inference.model.PromotionSource;
import io.boxstream.inference.model.StoreModels;
import io.boxstream.inference.model.StorePromotions;
import io.boxstream.inference.model.UpdateSettings;
import io.boxstream.rest.config.ConfigurationChecks;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Where models come from, as the configuration says. */
final class Loading {
  private static final String NAMES = "boxstream.inference.models";

  private final Artifacts artifacts;
  private final InferenceConfiguration configuration;
  private final Parallelism parallelism;
  private final int largestBatch;
  private final BooleanSupplier serving;

  /**
   * @param serving whether a model serves, beside which others are loaded
   */
  Loading(
      Artifacts artifacts,
      InferenceConfiguration configuration,
      Parallelism parallelism,
      BooleanSupplier serving) {
    this.artifacts = artifacts;
    this.configuration = configuration;
    this.parallelism = parallelism;
    this.largestBatch = configuration.inference().batches().maximum();
    this.serving = serving;
  }

  /** How promotion chains are followed. */
  static UpdateSettings updates(InferenceConfiguration.Promotions promotions) {
    ConfigurationChecks.requireAtLeast(
        "boxstream.inference.promotions.retry-maximum",
        promotions.retryMaximum(),
        "boxstream.inference.promotions.retry-initial",
        promotions.retryInitial());
    return new UpdateSettings(
        promotions.poll(), new Backoff(promotions.retryInitial(), promotions.retryMaximum()));
  }

  PromotionSource primaryPromotions() {
    return new StorePromotions(artifacts, configuration.model());
  }

  CheckpointLoader primary() {
    return loader(configuration.workDirectory().resolve("parameters"));
  }

  /** Loads challengers of the primary model. */
  CheckpointLoader challenger() {
    return loader(configuration.workDirectory().resolve("challenger"));
  }

  /** The models beside the primary one. */
  ModelSources extras() {
    List<String> names = configuration.inference().models().orElse(List.of());
    try {
      return new StoreModels(
          artifacts,
          configuration.model(),
          names,
          name -> loader(configuration.workDirectory().resolve("models").resolve(name)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(NAMES + ": " + e.getMessage(), e);
    }
  }

  private CheckpointLoader loader(Path directory) {
    return new CheckpointLoader(
        artifacts,
        new EngineDetectors(parallelism, largestBatch),
        this::memory,
        directory,
        () -> serving.getAsBoolean() ? Pace.BESIDE_OTHERS : Pace.FULL);
  }

  private long memory(DetectorArchitecture architecture) {
    return DetectorMemory.bytes(architecture, parallelism, largestBatch);
  }
}
