package io.boxstream.trainer.app;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.artifacts.store.RetrySettings;
import io.boxstream.artifacts.store.StoreSettings;
import io.boxstream.dataset.DataSetFollower;
import io.boxstream.dataset.DataSetView;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.meters.ServiceMetrics;
import io.boxstream.trainer.Trainer;
import io.boxstream.trainer.TrainerAssembly;
import io.boxstream.trainer.publish.PublishedRunEvents;
import io.boxstream.trainer.run.RunRegistry;
import io.boxstream.trainer.run.RunRequests;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Creates the components of the service, and closes them in reverse order. */
@Startup
@Singleton
public class TrainerApplication {

  private static final String SERVICE = "trainer";
  private static final int RECORDS_AT_ONCE = 500;
  private static final List<String> WRITTEN = List.of(Topics.TRAINING_PROGRESS, Topics.CHECKPOINTS);
  private static final List<String> READ = List.of(Topics.ANNOTATED_IMAGES);

  private final ObjectStore store;
  private final EventPublisher publisher;
  private final DataSetView view;
  private final DataSetFollower follower;
  private final TrainerAssembly assembly;

  TrainerApplication(
      TrainerConfiguration configuration,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
      MeterRegistry registry) {
    TrainerSettings settings = new TrainerSettings(configuration);
    KafkaSettings kafka = KafkaSettings.of(bootstrapServers);
    TrainerMetrics meters = new TrainerMetrics(registry, Clock.systemUTC());
    ServiceMetrics service =
        new ServiceMetrics(registry, configuration.workDirectory(), WRITTEN, READ);
    store =
        ObjectStores.open(
            storeSettings(configuration.store()), RetrySettings.defaults(), service.store());
    publisher = service.observed(KafkaEventPublisher.connect(kafka, SERVICE));
    view = DataSetView.open(settings.work().dataSet(), new Blobs(store));
    follower =
        DataSetFollower.connect(
            kafka, SERVICE, view, new DeadLetters(publisher, Clock.systemUTC()));
    PublishedRunEvents log =
        new PublishedRunEvents(
            () -> KafkaClients.assignedConsumer(kafka, "boxstream-trainer-log", RECORDS_AT_ONCE),
            EventCodec.forService(SERVICE));
    assembly =
        TrainerAssembly.of(
            new TrainerAssembly.KafkaAndStore(
                store, publisher, log, view, follower::awaitCaughtUp, settings.backend(meters)),
            settings.assembly(),
            meters,
            Clock.systemUTC(),
            System::nanoTime);
    service.reading(Topics.ANNOTATED_IMAGES, follower::status);
    service.dataSet(split -> view.counts().images().of(split));
    meters.showRuns(registry, assembly.registry());
    follower.start();
    assembly.trainer().start();
  }

  void stop(@Observes ShutdownEvent event) {
    assembly.close();
    follower.close();
    publisher.close();
    view.close();
    store.close();
  }

  @Produces
  @Singleton
  RunRegistry runs() {
    return assembly.registry();
  }

  @Produces
  @Singleton
  RunRequests requests() {
    return assembly.requests();
  }

  Trainer trainer() {
    return assembly.trainer();
  }

  DataSetFollower follower() {
    return follower;
  }

  private static StoreSettings storeSettings(TrainerConfiguration.Store store) {
    return new StoreSettings(
        store.endpoint(), store.accessKey(), store.secretKey(), store.bucket(), store.region());
  }
}
