package io.boxstream.inference.app;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.artifacts.store.RetrySettings;
import io.boxstream.detection.inference.Parallelism;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.events.consume.TopicFollower;
import io.boxstream.fetch.AllowedHost;
import io.boxstream.fetch.FetchSettings;
import io.boxstream.fetch.HttpFetcher;
import io.boxstream.images.CanonicalImages;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.crash.FileCrashGuard;
import io.boxstream.inference.drift.DriftMetrics;
import io.boxstream.inference.drift.DriftMonitor;
import io.boxstream.inference.drift.DriftSettings;
import io.boxstream.inference.drift.DriftState;
import io.boxstream.inference.drift.DriftState.Status;
import io.boxstream.inference.drift.DriftedImages;
import io.boxstream.inference.drift.StoredReferences;
import io.boxstream.inference.hardexamples.HardExampleMetrics;
import io.boxstream.inference.hardexamples.HardExampleSearch;
import io.boxstream.inference.hardexamples.HardExampleSearch.Serving;
import io.boxstream.inference.hardexamples.HardExampleSettings;
import io.boxstream.inference.model.CheckpointLoader;
import io.boxstream.inference.model.ExtraModels;
import io.boxstream.inference.model.ExtraSettings;
import io.boxstream.inference.model.LoadFailure;
import io.boxstream.inference.model.ModelCloser;
import io.boxstream.inference.model.ModelExport;
import io.boxstream.inference.model.ModelHolder;
import io.boxstream.inference.model.ModelMetrics;
import io.boxstream.inference.model.ModelUpdater;
import io.boxstream.inference.model.ServedModels;
import io.boxstream.inference.reference.ImageReferences;
import io.boxstream.inference.reference.StoredImages;
import io.boxstream.inference.rollout.ProgressReports;
import io.boxstream.inference.rollout.RolloutMetrics;
import io.boxstream.inference.rollout.RolloutPart;
import io.boxstream.inference.serve.AnswerListener;
import io.boxstream.inference.serve.BatchSettings;
import io.boxstream.inference.serve.DetectionPipeline;
import io.boxstream.inference.serve.ImageReader;
import io.boxstream.inference.serve.RequestPipeline;
import io.boxstream.inference.serve.ServingMetrics;
import io.boxstream.inference.serve.Shares;
import io.boxstream.inference.serve.ThresholdSelector;
import io.boxstream.inference.topic.DriftPublisher;
import io.boxstream.inference.topic.ExistingTopics;
import io.boxstream.inference.topic.HardExamplePublisher;
import io.boxstream.inference.topic.ReferencedImages;
import io.boxstream.inference.topic.ReplyTopics;
import io.boxstream.inference.topic.RolloutProgressPublisher;
import io.boxstream.meters.ServiceMetrics;
import io.boxstream.rest.access.ModelsOfService;
import io.boxstream.rest.config.StoreConfiguration;
import io.boxstream.rest.health.FollowedTopics;
import io.boxstream.rest.lifecycle.ClosingStack;
import io.boxstream.rest.lifecycle.ServiceProcess;
import io.boxstream.rest.upload.BodyLimits;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import okhttp3.Dns;

/** Creates the components of the service, and closes them in reverse order. */
@Singleton
public class InferenceApplication implements ServiceProcess {
  static final String SERVICE = "inference";

  private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(2);
  private static final String REFERENCES = "boxstream.inference.requests.references";

  private final ClosingStack opened = new ClosingStack();
  private final ObjectStore store;
  private final ModelHolder models;
  private final ServingMetrics metrics;
  private final ThresholdSelector thresholds;
  private final ImageReader reader;
  private final RequestPipeline requests;
  private final ModelUpdater updater;
  private final ServedModels served;
  private final TopicReaders topics;
  private final TopicFollower rolloutTopic;
  private final ModelExport export;
  private final Function<String, DriftState> drift;

  InferenceApplication(
      InferenceConfiguration configuration, KafkaSettings kafka, MeterRegistry registry) {
    InferenceConfiguration.Inference inference = configuration.inference();
    metrics = new ServingMetrics(registry, configuration.model());
    thresholds = new ThresholdSelector(inference.threshold());
    Parallelism parallelism = parallelism(inference.batches());
    ServiceMetrics service =
        new ServiceMetrics(
            registry, configuration.workDirectory(), TopicReaders.WRITTEN, TopicReaders.READ);
    FileCrashGuard guard =
        opened.push(FileCrashGuard.open(configuration.workDirectory().resolve("crashes")));
    service.guarding(guard);
    store =
        opened.push(
            ObjectStores.open(
                StoreConfiguration.settings(configuration.store()),
                RetrySettings.defaults(),
                service.store()));
    EventPublisher publisher =
        opened.push(service.observed(KafkaEventPublisher.connect(kafka, SERVICE)));
    models = opened.push(new ModelHolder(configuration.model(), opened.push(new ModelCloser())));
    Loading loading =
        new Loading(new Artifacts(store), configuration, parallelism, this::isServing);
    ModelMetrics modelMetrics = new ModelMetrics(registry, configuration.model());
    ExtraModels extras =
        opened.push(
            ExtraModels.start(
                loading.extras(), models, extras(inference), modelMetrics, Clock.systemUTC()));
    ImageLimits limits = limits(inference.images());
    reader = new ImageDecoder(limits, guard)::decodeUpright;
    DetectionPipeline pipeline =
        opened.push(
            DetectionPipeline.start(
                new ImageDecoder(limits)::decodeUpright,
                guard,
                batches(inference.batches(), parallelism),
                metrics,
                System::nanoTime));
    updater = opened.push(follow(inference.promotions(), loading, modelMetrics));
    served = new ServedModels(models, updater::failure, extras);
    RolloutPart rollouts =
        opened.push(rollouts(loading, extras, pipeline::isIdle, publisher, registry));
    Optional<HardExampleSearch> search =
        search(
            inference,
            new Serving(thresholds, served::holder, reader, pipeline::isIdle),
            new CanonicalImages(limits, guard),
            publisher,
            registry);
    Optional<DriftMonitor> watching = watch(inference.drift(), search, publisher, registry);
    drift =
        model -> watching.map(one -> one.state(model)).orElseGet(() -> DriftState.of(Status.OFF));
    AnswerListener listener = AnswerListener.NONE;
    for (Optional<? extends AnswerListener> one : List.of(search, watching)) {
      listener = one.isPresent() ? listener.and(one.get()) : listener;
    }
    requests = new RequestPipeline(pipeline, served, rollouts, listener, System::nanoTime);
    export = new ModelExport(new Artifacts(store), configuration.workDirectory().resolve("export"));
    topics =
        opened.push(
            TopicReaders.connect(
                kafka,
                configuration,
                service,
                publisher,
                new TopicReaders.Serving(
                    requests,
                    replyTopics(inference.requests(), kafka),
                    references(inference),
                    metrics,
                    thresholds),
                name -> promoted(name, extras)));
    rolloutTopic =
        opened.push(
            RolloutTopic.follower(kafka, publisher, configuration.model(), rollouts::announced));
    loops().forEach(service::reading);
  }

  private boolean isServing() {
    return models.identity().isPresent();
  }

  private void promoted(String model, ExtraModels extras) {
    if (served.isPrimary(model)) {
      updater.checkNow();
    } else {
      extras.checkNow(model);
    }
  }

  @Override
  public void start() {
    topics.start();
    rolloutTopic.start();
    models.firstModel().thenRun(topics::answer);
  }

  @Override
  public void close() {
    opened.close();
  }

  private Map<String, Supplier<ConsumerLoop.Status>> loops() {
    Map<String, Supplier<ConsumerLoop.Status>> loops = new HashMap<>(topics.loops());
    loops.put(Topics.ROLLOUTS, rolloutTopic::status);
    return loops;
  }

  @Produces
  @Singleton
  FollowedTopics followedTopics() {
    return new FollowedTopics(loops());
  }

  @Produces
  @Singleton
  ModelsOfService modelsOfService() {
    return served::mayBeServed;
  }

  @Produces
  @Singleton
  BodyLimits bodyLimits(InferenceConfiguration configuration) {
    return new InferenceBodyLimits(configuration.inference());
  }

  ModelHolder models() {
    return models;
  }

  ModelUpdater updater() {
    return updater;
  }

  RequestPipeline requests() {
    return requests;
  }

  /** Decodes images beside the pipeline. */
  ImageReader reader() {
    return reader;
  }

  ServingMetrics metrics() {
    return metrics;
  }

  ThresholdSelector thresholds() {
    return thresholds;
  }

  ModelExport export() {
    return export;
  }

  /** What is known about drift of the traffic of a model. */
  DriftState drift(String model) {
    return drift.apply(model);
  }

  private Optional<DriftMonitor> watch(
      InferenceConfiguration.Drift settings,
      Optional<HardExampleSearch> search,
      EventPublisher publisher,
      MeterRegistry registry) {
    if (!settings.enabled()) {
      return Optional.empty();
    }
    DriftedImages images =
        search.<DriftedImages>map(one -> one::drifted).orElse(DriftedImages.NONE);
    return Optional.of(
        opened.push(
            DriftMonitor.start(
                new DriftSettings(
                    settings.images(),
                    settings.window(),
                    settings.minimumEffect(),
                    settings.processorShare()),
                name -> served.holder(name).flatMap(ModelHolder::identity),
                new StoredReferences(new Artifacts(store)),
                reader,
                new DriftMonitor.Outputs(
                    new DriftPublisher(publisher),
                    images,
                    new DriftMetrics(registry, models.name())),
                Clock.systemUTC())));
  }

  private Optional<HardExampleSearch> search(
      InferenceConfiguration.Inference inference,
      Serving serving,
      CanonicalImages images,
      EventPublisher publisher,
      MeterRegistry registry) {
    HardExampleMetrics searchMetrics = new HardExampleMetrics(registry);
    InferenceConfiguration.HardExamples chosen = inference.hardExamples();
    if (chosen.perHour() == 0) {
      searchMetrics.memory(() -> 0);
      return Optional.empty();
    }
    Clock clock = Clock.systemUTC();
    return Optional.of(
        opened.push(
            HardExampleSearch.start(
                new HardExampleSettings(
                    chosen.perHour(),
                    chosen.window(),
                    chosen.minimumScore(),
                    chosen.memory().asLongValue()),
                serving,
                new HardExamplePublisher(images, Blobs.ofQuarantine(store, clock), publisher),
                searchMetrics,
                clock)));
  }

  private ModelUpdater follow(
      InferenceConfiguration.Promotions promotions, Loading loading, ModelMetrics modelMetrics) {
    ModelUpdater following =
        ModelUpdater.start(
            loading.primaryPromotions(),
            loading.primary(),
            models,
            Loading.updates(promotions),
            modelMetrics,
            Clock.systemUTC());
    modelMetrics.failing(() -> following.failure().map(LoadFailure::attempts).orElse(0));
    return following;
  }

  private RolloutPart rollouts(
      Loading loading,
      ExtraModels extras,
      BooleanSupplier idle,
      EventPublisher publisher,
      MeterRegistry registry) {
    Clock clock = Clock.systemUTC();
    CheckpointLoader challengers = loading.challenger();
    return RolloutPart.start(
        new RolloutPart.Serving(models, thresholds, reader, idle),
        new StoredChallengers(new Artifacts(store), challengers, challengers, extras::reserve),
        new ProgressReports(new RolloutProgressPublisher(publisher), PROGRESS_INTERVAL, clock),
        new RolloutMetrics(registry),
        clock);
  }

  private static ExtraSettings extras(InferenceConfiguration.Inference inference) {
    return new ExtraSettings(
        inference.modelsMemory().asLongValue(),
        inference.modelsPatience(),
        Loading.updates(inference.promotions()));
  }

  private ReferencedImages references(InferenceConfiguration.Inference inference) {
    InferenceConfiguration.References settings = inference.requests().references();
    HttpFetcher web =
        opened.push(
            new HttpFetcher(
                new FetchSettings(
                    hosts("allowed-hosts", settings.allowedHosts()),
                    hosts("private-hosts", settings.privateHosts()),
                    settings.timeout(),
                    REFERENCES),
                Optional.empty(),
                Dns.SYSTEM));
    StoredImages stored =
        read(
            "store-folders",
            () -> new StoredImages(store, settings.storeFolders().orElse(List.of())));
    return opened.push(
        new ReferencedImages(
            new ImageReferences(stored, web, inference.images().maxSize().asLongValue()),
            settings.patience(),
            Clock.systemUTC()));
  }

  private static Set<AllowedHost> hosts(String key, Optional<List<String>> hosts) {
    return hosts.orElse(List.of()).stream()
        .map(host -> read(key, () -> AllowedHost.parse(host)))
        .collect(Collectors.toSet());
  }

  private static <T> T read(String key, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(REFERENCES + "." + key + ": " + e.getMessage(), e);
    }
  }

  private ReplyTopics replyTopics(InferenceConfiguration.Requests settings, KafkaSettings kafka) {
    List<String> allowed = settings.replyTopics().orElse(List.of());
    if (allowed.isEmpty()) {
      return ReplyTopics.none();
    }
    ExistingTopics existing =
        opened.push(new ExistingTopics(KafkaClients.admin(kafka), Clock.systemUTC()));
    try {
      return new ReplyTopics(allowed, existing);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "boxstream.inference.requests.reply-topics: " + e.getMessage(), e);
    }
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
        batches.latencyObjective(),
        batches.linger(),
        batches.queueMemory().asLongValue(),
        batches.decoders().orElse(Runtime.getRuntime().availableProcessors()),
        parallelism.instances(),
        Shares.of(batches.shares().http(), batches.shares().topic()));
  }
}
