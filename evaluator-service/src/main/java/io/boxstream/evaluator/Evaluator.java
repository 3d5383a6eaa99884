package io.boxstream.evaluator;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.BlobCache;
import io.boxstream.artifacts.evaluation.EvaluationDecision;
import io.boxstream.artifacts.evaluation.EvaluationReports;
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
import io.boxstream.evaluator.notification.CheckpointHandler;
import io.boxstream.evaluator.notification.MissingNotifications;
import io.boxstream.evaluator.notification.NotificationPublisher;
import io.boxstream.evaluator.notification.NotificationReconciler;
import io.boxstream.evaluator.notification.PublishedNotifications;
import io.boxstream.evaluator.policy.PromotionPolicy;
import io.boxstream.evaluator.score.CheckpointScorer;
import io.boxstream.evaluator.score.DataSetImages;
import io.boxstream.evaluator.score.DetectorFactory;
import io.boxstream.evaluator.score.DetectorScorer;
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
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.meters.ServiceMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The evaluator: all its parts, joined here and nowhere else. It starts whether or not broker and
 * store are there, and works when they are.
 */
public final class Evaluator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Evaluator.class);
  private static final String NAME = "evaluator";
  private static final String GROUP = "boxstream-evaluator";
  private static final int CHECKPOINTS_AT_ONCE = 10;
  private static final Duration READ_TOPICS = Duration.ofMinutes(1);
  private static final RetrySettings IMPATIENT =
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
  private final Deque<AutoCloseable> closing = new ArrayDeque<>();
  private final EvaluatorStartup startup;
  private final DataSetFollower follower;
  private final NotificationReconciler keeper;
  private final ConsumerLoop loop;
  private final EvaluationService evaluationService;

  /**
   * Puts the parts together; nothing runs yet.
   *
   * @param detectors puts detectors into memory
   * @param metrics shows evaluations and promotions
   * @param service shows the way to the log and to the store
   * @param whenUnsafe called when the store turns out to be one in which two writers win: the
   *     process must not go on
   */
  public Evaluator(
      EvaluatorSettings settings,
      DetectorFactory detectors,
      EvaluatorMetrics metrics,
      ServiceMetrics service,
      Clock clock,
      Runnable whenUnsafe) {
    this.settings = requireNonNull(settings, "settings");
    this.metrics = requireNonNull(metrics, "metrics");
    this.clock = requireNonNull(clock, "clock");
    ObjectStore store =
        closed(ObjectStores.open(settings.store(), settings.patience(), service.store()));
    ObjectStore impatient = closed(ObjectStores.open(settings.store(), IMPATIENT, service.store()));
    EventPublisher publisher =
        closed(service.observed(KafkaEventPublisher.connect(settings.kafka(), NAME)));
    DeadLetters deadLetters = new DeadLetters(publisher, clock);
    Artifacts artifacts = new Artifacts(store);
    DataSetView view =
        closed(DataSetView.open(settings.workDirectory().resolve("dataset"), artifacts.blobs()));
    this.follower = closed(DataSetFollower.connect(settings.kafka(), NAME, view, deadLetters));
    PromotionChains chains = new PromotionChains(store);
    NotificationPublisher notifications = new NotificationPublisher(publisher);
    this.keeper = closed(keeper(artifacts, chains, notifications, deadLetters));
    ValidationImages images = new DataSetImages(artifacts.snapshots(), view, follower);
    CheckpointEvaluator evaluator =
        new CheckpointEvaluator(
            artifacts,
            chains,
            new ValidationSets(images, settings.scoring().catchUp()),
            scorer(artifacts, detectors, images),
            new Decisions(
                chains, artifacts.evaluations(), new PromotionPolicy(settings.policy()), clock));
    this.loop =
        closed(
            loop(
                new CheckpointHandler(
                    codec,
                    evaluator,
                    notifications,
                    evaluated -> show(evaluated, artifacts.evaluations()),
                    metrics::unusable),
                deadLetters));
    this.startup =
        closed(
            new EvaluatorStartup(
                store,
                () -> keeper.publishMissing(READ_TOPICS),
                () -> showChampion(chains, artifacts.evaluations()),
                loop::start,
                whenUnsafe));
    this.evaluationService =
        new EvaluationService(
            impatient,
            settings.model(),
            notifications,
            startup::notificationLost,
            metrics::promoted,
            clock);
    service.reading(Topics.CHECKPOINTS, loop::status);
    service.reading(Topics.ANNOTATED_IMAGES, follower::status);
    service.reading(Topics.EVALUATIONS, keeper::evaluations);
    service.reading(Topics.PROMOTIONS, keeper::promotions);
    service.dataSet(split -> view.counts().images().of(split));
  }

  /** The topics that an evaluator writes. */
  public static List<String> written() {
    return List.of(Topics.EVALUATIONS, Topics.PROMOTIONS);
  }

  /** The topics that an evaluator reads. */
  public static List<String> read() {
    return List.of(
        Topics.CHECKPOINTS, Topics.ANNOTATED_IMAGES, Topics.EVALUATIONS, Topics.PROMOTIONS);
  }

  /** Starts everything. May be called once. */
  public void start() {
    follower.start();
    keeper.start();
    startup.start();
  }

  /** What people may ask and order. */
  public EvaluationService evaluationService() {
    return evaluationService;
  }

  /** Whether checkpoints are being consumed and the store answers. */
  public boolean isReady() {
    return startup.state() == EvaluatorStartup.State.READY
        && loop.status().state() == ConsumerLoop.State.RUNNING
        && evaluationService.isStoreReachable();
  }

  /** Whether the threads still come round; false is a reason to restart the process. */
  public boolean isLive() {
    Instant now = clock.instant();
    return loop.status().isLive(now) && follower.status().isLive(now);
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

  /** Stops consuming, commits, and lets go of everything, the last opened first. */
  @Override
  public void close() {
    while (!closing.isEmpty()) {
      AutoCloseable next = closing.pop();
      try {
        next.close();
      } catch (Exception e) {
        LOG.warn("Closing {} failed", next.getClass().getSimpleName(), e);
      }
    }
  }

  private void showChampion(PromotionChains chains, EvaluationReports reports) {
    chains
        .of(settings.model())
        .latest()
        .ifPresent(
            promotion -> {
              metrics.shows(promotion);
              promotion
                  .validationSet()
                  .flatMap(set -> reports.find(promotion.checkpoint(), set))
                  .ifPresent(metrics::shows);
            });
  }

  private void show(EvaluationOutcome evaluated, EvaluationReports reports) {
    EvaluationDecision decision = evaluated.decision();
    metrics.evaluated(
        evaluated,
        decision.champion().flatMap(champion -> reports.find(champion, decision.validationSet())));
  }

  private NotificationReconciler keeper(
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

  private CheckpointScorer scorer(
      Artifacts artifacts, DetectorFactory detectors, ValidationImages images) {
    BlobCache cache =
        new BlobCache(
            artifacts.blobs(),
            settings.workDirectory().resolve("parameters"),
            settings.scoring().cacheBytes(),
            clock);
    CheckpointScorer scorer =
        new DetectorScorer(
            new StoredDetectors(cache, detectors),
            images,
            new ImageDecoder(ImageLimits.defaults()),
            artifacts.evaluations(),
            settings.scoring().batch(),
            clock);
    return (manifest, set) -> metrics.scored(scorer.score(manifest, set));
  }

  private ConsumerLoop loop(CheckpointHandler handler, DeadLetters deadLetters) {
    return ConsumerLoop.perRecord(
        ConsumerLoopSettings.named("evaluator-checkpoints"),
        () -> KafkaClients.groupConsumer(settings.kafka(), GROUP, CHECKPOINTS_AT_ONCE),
        List.of(Topics.CHECKPOINTS),
        handler,
        deadLetters);
  }

  private <T extends AutoCloseable> T closed(T part) {
    closing.push(part);
    return part;
  }
}
