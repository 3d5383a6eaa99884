package io.boxstream.trainer.app;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.artifacts.store.RetrySettings;
import io.boxstream.dataset.DataSetFollower;
import io.boxstream.dataset.DataSetView;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.images.crash.FileCrashGuard;
import io.boxstream.meters.ServiceMetrics;
import io.boxstream.rest.config.StoreConfiguration;
import io.boxstream.rest.health.FollowedTopics;
import io.boxstream.rest.lifecycle.ClosingStack;
import io.boxstream.rest.lifecycle.ServiceProcess;
import io.boxstream.trainer.Trainer;
import io.boxstream.trainer.TrainerAssembly;
import io.boxstream.trainer.loop.TrainingBackend;
import io.boxstream.trainer.publish.PublishedRunEvents;
import io.boxstream.trainer.reproduction.Reproductions;
import io.boxstream.trainer.run.RecipeRegistry;
import io.boxstream.trainer.run.RunRegistry;
import io.boxstream.trainer.run.RunRequests;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Creates the components of the service, and closes them in reverse order. */
@Singleton
public class TrainerApplication implements ServiceProcess {

  private static final String SERVICE = "trainer";
  private static final int RECORDS_AT_ONCE = 500;
  private static final List<String> WRITTEN = List.of(Topics.TRAINING_PROGRESS, Topics.CHECKPOINTS);
  private static final List<String> READ = List.of(Topics.ANNOTATED_IMAGES);

  private final ClosingStack opened = new ClosingStack();
  private final DataSetFollower follower;
  private final TrainerAssembly assembly;
  private final RecipeRegistry recipes;

  TrainerApplication(
      TrainerConfiguration configuration, KafkaSettings kafka, MeterRegistry registry) {
    TrainerSettings settings = new TrainerSettings(configuration);
    TrainerAssembly.Settings assemblySettings = settings.assembly();
    recipes = assemblySettings.recipes();
    TrainerMetrics meters = new TrainerMetrics(registry, Clock.systemUTC());
    ServiceMetrics service =
        new ServiceMetrics(registry, configuration.workDirectory(), WRITTEN, READ);
    FileCrashGuard guard = opened.push(FileCrashGuard.open(settings.work().crashes()));
    service.guarding(guard);
    ObjectStore store =
        opened.push(
            ObjectStores.open(
                StoreConfiguration.settings(configuration.store()),
                RetrySettings.defaults(),
                service.store()));
    EventPublisher publisher =
        opened.push(service.observed(KafkaEventPublisher.connect(kafka, SERVICE)));
    DataSetView view = opened.push(DataSetView.open(settings.work().dataSet(), new Blobs(store)));
    follower =
        opened.push(
            DataSetFollower.connect(
                kafka, SERVICE, view, new DeadLetters(publisher, Clock.systemUTC())));
    PublishedRunEvents log =
        new PublishedRunEvents(
            () -> KafkaClients.assignedConsumer(kafka, "boxstream-trainer-log", RECORDS_AT_ONCE),
            EventCodec.forService(SERVICE));
    TrainingBackend backend =
        Coordination.backend(configuration, settings.backend(guard, meters), opened);
    assembly =
        opened.push(
            TrainerAssembly.of(
                new TrainerAssembly.KafkaAndStore(
                    store,
                    publisher,
                    log,
                    view,
                    follower::awaitCaughtUp,
                    backend,
                    () -> union(guard.refusedImages(), backend.refusedImages())),
                assemblySettings,
                meters,
                Clock.systemUTC(),
                System::nanoTime));
    service.reading(Topics.ANNOTATED_IMAGES, follower::status);
    service.dataSet(split -> view.counts().images().of(split));
    meters.showRuns(registry, assembly.registry());
  }

  private static Set<String> union(Set<String> own, Set<String> others) {
    Set<String> all = new HashSet<>(own);
    all.addAll(others);
    return all;
  }

  @Override
  public void start() {
    follower.start();
    assembly.trainer().start();
  }

  @Override
  public void close() {
    opened.close();
  }

  @Produces
  @Singleton
  RunRegistry runs() {
    return assembly.registry();
  }

  @Produces
  @Singleton
  RecipeRegistry recipes() {
    return recipes;
  }

  @Produces
  @Singleton
  RunRequests requests() {
    return assembly.requests();
  }

  @Produces
  @Singleton
  Reproductions reproductions() {
    return assembly.reproductions();
  }

  @Produces
  @Singleton
  FollowedTopics followedTopics() {
    return new FollowedTopics(Map.of(Topics.ANNOTATED_IMAGES, follower::status));
  }

  Trainer trainer() {
    return assembly.trainer();
  }

  DataSetFollower follower() {
    return follower;
  }
}
