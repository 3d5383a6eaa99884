package io.boxstream.inference.app;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.artifacts.store.RetrySettings;
import io.boxstream.artifacts.store.StoreSettings;
import io.boxstream.detection.inference.Parallelism;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.consume.Backoff;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.inference.model.CheckpointLoader;
import io.boxstream.inference.model.EngineDetectors;
import io.boxstream.inference.model.LoadFailure;
import io.boxstream.inference.model.ModelExport;
import io.boxstream.inference.model.ModelHolder;
import io.boxstream.inference.model.ModelMetrics;
import io.boxstream.inference.model.ModelUpdater;
import io.boxstream.inference.model.StorePromotions;
import io.boxstream.inference.model.UpdateSettings;
import io.boxstream.inference.serve.BatchSettings;
import io.boxstream.inference.serve.DetectionPipeline;
import io.boxstream.inference.serve.ServingMetrics;
import io.boxstream.meters.ServiceMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Creates the components of the service, and closes them in reverse order. */
@Startup
@Singleton
public class InferenceApplication {
  private final ObjectStore store;
  private final ModelHolder models = new ModelHolder();
  private final ServingMetrics metrics;
  private final DetectionPipeline pipeline;
  private final ModelUpdater updater;
  private final TopicReaders topics;
  private final ModelExport export;

  InferenceApplication(
      InferenceConfiguration configuration,
      @ConfigProperty(name = "kafka.bootstrap.servers") String brokers,
      MeterRegistry registry) {
    InferenceConfiguration.Inference inference = configuration.inference();
    metrics = new ServingMetrics(registry);
    Parallelism parallelism = parallelism(inference.batches());
    ServiceMetrics service =
        new ServiceMetrics(
            registry, configuration.workDirectory(), TopicReaders.WRITTEN, TopicReaders.READ);
    store =
        ObjectStores.open(
            storeSettings(configuration.store()), RetrySettings.defaults(), service.store());
    pipeline =
        DetectionPipeline.start(
            new ImageDecoder(limits(inference.images()))::decodeUpright,
            batches(inference.batches(), parallelism),
            models,
            metrics,
            System::nanoTime);
    updater = follow(configuration, parallelism, registry);
    export = new ModelExport(new Artifacts(store), configuration.workDirectory().resolve("export"));
    topics =
        TopicReaders.start(
            KafkaSettings.of(brokers), configuration, pipeline, metrics, service, updater);
    models.firstModel().thenRun(topics::answer);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    topics.close();
    updater.close();
    pipeline.close();
    models.close();
    store.close();
  }

  ModelHolder models() {
    return models;
  }

  ModelUpdater updater() {
    return updater;
  }

  DetectionPipeline pipeline() {
    return pipeline;
  }

  TopicReaders topics() {
    return topics;
  }

  ServingMetrics metrics() {
    return metrics;
  }

  ModelExport export() {
    return export;
  }

  private ModelUpdater follow(
      InferenceConfiguration configuration, Parallelism parallelism, MeterRegistry registry) {
    InferenceConfiguration.Promotions promotions = configuration.inference().promotions();
    Artifacts artifacts = new Artifacts(store);
    ModelMetrics modelMetrics = new ModelMetrics(registry);
    ModelUpdater following =
        ModelUpdater.start(
            new StorePromotions(artifacts, configuration.model()),
            new CheckpointLoader(
                artifacts,
                new EngineDetectors(parallelism, configuration.inference().batches().maximum()),
                configuration.workDirectory().resolve("parameters")),
            models,
            new UpdateSettings(
                promotions.poll(),
                new Backoff(promotions.retryInitial(), promotions.retryMaximum())),
            modelMetrics,
            Clock.systemUTC());
    modelMetrics.failing(() -> following.failure().map(LoadFailure::attempts).orElse(0));
    return following;
  }

  private static StoreSettings storeSettings(InferenceConfiguration.Store store) {
    return new StoreSettings(
        store.endpoint(), store.accessKey(), store.secretKey(), store.bucket(), store.region());
  }

  static ImageLimits limits(InferenceConfiguration.Images images) {
    return new ImageLimits(
        Math.toIntExact(images.maxSize().asLongValue()), images.maxSide(), images.maxPixels());
  }

  private static Parallelism parallelism(InferenceConfiguration.Batches batches) {
    OptionalInt instances = batches.instances();
    return instances.isPresent() ? Parallelism.of(instances.getAsInt()) : Parallelism.automatic();
  }

  private static BatchSettings batches(
      InferenceConfiguration.Batches batches, Parallelism parallelism) {
    return new BatchSettings(
        batches.maximum(),
        batches.linger(),
        batches.queueMemory().asLongValue(),
        batches.decoders().orElse(Runtime.getRuntime().availableProcessors()),
        parallelism.instances());
  }
}
