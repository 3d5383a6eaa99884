package io.boxstream.evaluator;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.BlobCache;
import io.boxstream.artifacts.evaluation.EvaluationDecision;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.artifacts.retention.Retention;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.artifacts.store.RetrySettings;
import io.boxstream.dataset.DataSetFollower;
import io.boxstream.dataset.DataSetView;
import io.boxstream.evaluator.decide.CheckpointEvaluator;
import io.boxstream.evaluator.decide.Decisions;
import io.boxstream.evaluator.decide.EvaluationHistory;
import io.boxstream.evaluator.decide.EvaluationOutcome;
import io.boxstream.evaluator.decide.PromotionChains;
import io.boxstream.evaluator.labels.ChampionLoader;
import io.boxstream.evaluator.labels.EvaluationGate;
import io.boxstream.evaluator.labels.ImageLoops;
import io.boxstream.evaluator.labels.LabelCheck;
import io.boxstream.evaluator.labels.LoggedImages;
import io.boxstream.evaluator.notification.CheckpointHandler;
import io.boxstream.evaluator.notification.MissingNotifications;
import io.boxstream.evaluator.notification.NotificationPublisher;
import io.boxstream.evaluator.notification.NotificationReconciler;
import io.boxstream.evaluator.notification.PublishedNotifications;
import io.boxstream.evaluator.policy.PromotionPolicy;
import io.boxstream.evaluator.retention.RemovedEvaluations;
import io.boxstream.evaluator.retention.RetentionSchedule;
import io.boxstream.evaluator.rollout.RolloutService;
import io.boxstream.evaluator.score.CheckpointScorer;
import io.boxstream.evaluator.score.DataSetImages;
import io.boxstream.evaluator.score.DecodedImages;
import io.boxstream.evaluator.score.DetectorFactory;
import io.boxstream.evaluator.score.DetectorScorer;
import io.boxstream.evaluator.score.DetectorSource;
import io.boxstream.evaluator.score.DetectorTrial;
import io.boxstream.evaluator.score.MatchedGains;
import io.boxstream.evaluator.score.StoredDetectors;
import io.boxstream.evaluator.score.ValidationImages;
import io.boxstream.evaluator.score.ValidationSets;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.events.consume.ConsumerLoopSettings;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.events.consume.RecordHandler;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.crash.FileCrashGuard;
import io.boxstream.meters.ServiceMetrics;
import io.boxstream.rest.lifecycle.ClosingStack;
import io.boxstream.rest.lifecycle.ServiceProcess;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Creates and connects the components of the evaluator. It starts without broker and store, and
 * begins to work when they are available.
 */
public final class Evaluator implements ServiceProcess {
  private static final String NAME = "evaluator";
  private static final String GROUP = "boxstream-evaluator";
  private static final int MAX_POLL_RECORDS = 10;
  private static final Duration LABEL_CHECK_INTERVAL = Duration.ofSeconds(5);
  private static final Duration TOPIC_READ_TIMEOUT = Duration.ofMinutes(1);
  private static final RetrySettings FAIL_FAST =
      new RetrySettings(
          Duration.ofMillis(100),
          Duration.ofMillis(400),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5));

  private final EvaluatorSettings settings;
  private final EvaluatorMetrics metrics;
  private final Clock clock;
  private final EventCodec codec = EventCodec.forService(NAME);
  private final ClosingStack opened = new ClosingStack();
  private final EvaluatorStartup startup;
  private final DataSetFollower follower;
  private final NotificationReconciler reconciler;
  private final ConsumerLoop loop;
  private final EvaluationService evaluationService;
  private final PolicyService policyService;
  private final LabelCheck labelCheck;
  private final RetentionSchedule retention;
  private final RolloutWatch rollouts;

  /**
   * Creates the components; {@link #start} starts them.
   *
   * @param detectors loads detectors
   * @param metrics meters of evaluations and promotions
   * @param service meters that every service has
   * @param onUnsafeStore called when the store lets two conditional writes of one key succeed: the
   *     process must end
   */
  public Evaluator(
      EvaluatorSettings settings,
      DetectorFactory detectors,
      EvaluatorMetrics metrics,
      ServiceMetrics service,
      Clock clock,
      Runnable onUnsafeStore) {
    this.settings = requireNonNull(settings, "settings");
    this.metrics = requireNonNull(metrics, "metrics");
    this.clock = requireNonNull(clock, "clock");
    FileCrashGuard guard =
        opened.push(FileCrashGuard.open(settings.workDirectory().resolve("crashes")));
    service.guarding(guard);
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults(), guard);
    ObjectStore store =
        opened.push(ObjectStores.open(settings.store(), settings.storeRetry(), service.store()));
    ObjectStore failFastStore =
        opened.push(ObjectStores.open(settings.store(), FAIL_FAST, service.store()));
    EventPublisher publisher =
        opened.push(service.observed(KafkaEventPublisher.connect(settings.kafka(), NAME)));
    DeadLetters deadLetters = new DeadLetters(publisher, clock);
    Artifacts artifacts = new Artifacts(store);
    DataSetView view =
        opened.push(
            DataSetView.open(settings.workDirectory().resolve("dataset"), artifacts.blobs()));
    this.follower = opened.push(DataSetFollower.connect(settings.kafka(), NAME, view, deadLetters));
    PromotionChains chains = new PromotionChains(store);
    NotificationPublisher notifications = new NotificationPublisher(publisher);
    this.reconciler = opened.push(reconciler(artifacts, chains, notifications, deadLetters));
    ValidationImages images = new DataSetImages(artifacts.snapshots(), view, follower);
    ValidationSets sets = new ValidationSets(images, settings.scoring().catchUp());
    EvaluationGate gate = new EvaluationGate();
    DetectorSource stored = detectors(artifacts, detectors);
    CheckpointEvaluator evaluator =
        new CheckpointEvaluator(
            artifacts,
            chains,
            sets,
            scorer(artifacts, stored, images, decoder),
            new DetectorTrial(stored, images, decoder, System::nanoTime),
            new Decisions(
                chains,
                artifacts.evaluations(),
                new PromotionPolicy(settings.policy(), new MatchedGains(artifacts.evaluations())),
                clock));
    this.loop =
        opened.push(
            loop(
                gated(
                    gate,
                    new CheckpointHandler(
                        codec,
                        evaluator,
                        notifications,
                        evaluated -> updateMetrics(evaluated, artifacts.evaluations()),
                        metrics::unusable)),
                deadLetters));
    this.labelCheck =
        opened.push(
            new LabelCheck(
                chains.of(settings.model()),
                new ChampionLoader(
                    artifacts.checkpoints(),
                    stored,
                    sets,
                    new DecodedImages(images, decoder),
                    gate),
                new ImageLoops(
                    settings.kafka(),
                    publisher,
                    new LoggedImages(artifacts.blobs(), decoder),
                    gate,
                    metrics.labelCheck(),
                    settings.scoring().batch()),
                metrics.labelCheck(),
                LABEL_CHECK_INTERVAL));
    this.retention = opened.push(retention(store, publisher));
    this.startup =
        opened.push(
            new EvaluatorStartup(
                store,
                () -> reconciler.publishMissing(TOPIC_READ_TIMEOUT),
                () -> updateChampionMetrics(chains, artifacts.evaluations()),
                this::startWork,
                onUnsafeStore));
    this.evaluationService =
        new EvaluationService(
            failFastStore,
            settings.model(),
            notifications,
            startup::notificationLost,
            metrics::promoted,
            clock);
    this.policyService = new PolicyService(failFastStore, settings.model(), settings.policy());
    this.rollouts =
        opened.push(
            RolloutWatch.connect(
                settings.kafka(),
                new RolloutWatch.Stores(artifacts, new Artifacts(failFastStore)),
                publisher,
                evaluationService::announce,
                metrics.rollouts(),
                clock));
    loops().forEach(service::reading);
    service.dataSet(split -> view.counts().images().of(split));
  }

  /** The topics that an evaluator writes. */
  public static List<String> written() {
    return List.of(Topics.EVALUATIONS, Topics.PROMOTIONS, Topics.LABEL_FINDINGS, Topics.ROLLOUTS);
  }

  /** The topics that an evaluator reads. */
  public static List<String> read() {
    return List.of(
        Topics.CHECKPOINTS,
        Topics.ANNOTATED_IMAGES,
        Topics.EVALUATIONS,
        Topics.PROMOTIONS,
        Topics.ROLLOUT_PROGRESS);
  }

  @Override
  public void start() {
    follower.start();
    reconciler.start();
    rollouts.follow();
    startup.start();
  }

  /** Queries and manual promotions for HTTP requests. */
  public EvaluationService evaluationService() {
    return evaluationService;
  }

  /** The policy for HTTP requests. */
  public PolicyService policyService() {
    return policyService;
  }

  /** Rollouts for HTTP requests. */
  public RolloutService rolloutService() {
    return rollouts.service();
  }

  /** Retention of the object store. */
  public RetentionSchedule retention() {
    return retention;
  }

  /** Whether checkpoints are being consumed and the store answers. */
  public boolean isReady() {
    return startup.state() == EvaluatorStartup.State.READY
        && loop.status().state() == ConsumerLoop.State.RUNNING
        && evaluationService.isStoreReachable();
  }

  /** The status of the loop that reads a topic, by topic. */
  public Map<String, Supplier<ConsumerLoop.Status>> loops() {
    return Map.of(
        Topics.CHECKPOINTS, loop::status,
        Topics.ANNOTATED_IMAGES, follower::status,
        Topics.EVALUATIONS, reconciler::evaluations,
        Topics.PROMOTIONS, reconciler::promotions,
        Topics.ROLLOUT_PROGRESS, rollouts::progress);
  }

  /** One line on what it is doing. */
  public String describe() {
    return "%s; checkpoints: %s%s; data set: %s"
        .formatted(
            startup.state(),
            loop.status().state(),
            loop.status().failure().map(failure -> " (" + failure + ")").orElse(""),
            follower.status().state());
  }

  /** Stops consuming, commits, and closes all components in reverse order of creation. */
  @Override
  public void close() {
    opened.close();
  }

  private void startWork() {
    loop.start();
    retention.start();
    rollouts.start();
    if (settings.scoring().checksLabels()) {
      labelCheck.start();
    }
  }

  private RetentionSchedule retention(ObjectStore store, EventPublisher publisher) {
    return new RetentionSchedule(
        new Retention(
            store,
            settings.retention().rules(),
            new RemovedEvaluations(publisher, metrics.retention()),
            System::nanoTime),
        settings.retention().interval(),
        metrics.retention()::swept,
        clock);
  }

  private void updateChampionMetrics(PromotionChains chains, EvaluationReports reports) {
    chains
        .of(settings.model())
        .latest()
        .ifPresent(
            promotion -> {
              metrics.updateGeneration(promotion);
              promotion
                  .validationSet()
                  .flatMap(set -> reports.find(promotion.checkpoint(), set))
                  .ifPresent(metrics::updateChampion);
            });
  }

  private void updateMetrics(EvaluationOutcome evaluated, EvaluationReports reports) {
    EvaluationDecision decision = evaluated.decision();
    metrics.evaluated(
        evaluated,
        decision.champion().flatMap(champion -> reports.find(champion, decision.validationSet())));
  }

  private NotificationReconciler reconciler(
      Artifacts artifacts,
      PromotionChains chains,
      NotificationPublisher notifications,
      DeadLetters deadLetters) {
    PublishedNotifications published = new PublishedNotifications(codec);
    MissingNotifications missing =
        new MissingNotifications(
            artifacts.evaluations(),
            new EvaluationHistory(artifacts.evaluations(), chains),
            chains,
            published,
            notifications);
    return NotificationReconciler.connect(settings.kafka(), published, missing, deadLetters);
  }

  private DetectorSource detectors(Artifacts artifacts, DetectorFactory factory) {
    BlobCache cache =
        new BlobCache(
            artifacts.blobs(),
            settings.workDirectory().resolve("parameters"),
            settings.scoring().cacheBytes(),
            clock);
    return new StoredDetectors(cache, factory);
  }

  private CheckpointScorer scorer(
      Artifacts artifacts,
      DetectorSource detectors,
      ValidationImages images,
      ImageDecoder decoder) {
    CheckpointScorer scorer =
        new DetectorScorer(
            detectors, images, decoder, artifacts.evaluations(), settings.scoring().batch(), clock);
    return (manifest, set) -> metrics.scored(scorer.score(manifest, set));
  }

  private static RecordHandler gated(EvaluationGate gate, CheckpointHandler handler) {
    return record -> gate.evaluating(() -> handler.handle(record));
  }

  private ConsumerLoop loop(RecordHandler handler, DeadLetters deadLetters) {
    return ConsumerLoop.perRecord(
        ConsumerLoopSettings.named("evaluator-checkpoints"),
        () -> KafkaClients.groupConsumer(settings.kafka(), GROUP, MAX_POLL_RECORDS),
        List.of(Topics.CHECKPOINTS),
        handler,
        deadLetters);
  }
}
