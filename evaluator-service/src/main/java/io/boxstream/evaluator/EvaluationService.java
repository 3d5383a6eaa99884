package io.boxstream.evaluator;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.EvaluationDetails;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.artifacts.evaluation.ImageResults;
import io.boxstream.artifacts.evaluation.PrecisionRecallCurves;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.store.ArtifactException;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.evaluator.decide.EvaluationHistory;
import io.boxstream.evaluator.decide.EvaluationOutcome;
import io.boxstream.evaluator.decide.ManualPromotions;
import io.boxstream.evaluator.decide.PromotionChains;
import io.boxstream.evaluator.notification.NotificationPublisher;
import io.boxstream.events.EventException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queries and manual promotions for HTTP requests. Uses a store client with short timeouts, so that
 * requests fail fast.
 */
public final class EvaluationService {
  private static final Logger LOG = LoggerFactory.getLogger(EvaluationService.class);

  private final ObjectStore store;
  private final String configuredModel;
  private final PromotionChains chains;
  private final EvaluationReports evaluations;
  private final RecentBlobs<ImageResults> imageResults;
  private final EvaluationHistory history;
  private final ManualPromotions manual;
  private final NotificationPublisher notifications;
  private final Runnable notificationLost;
  private final Consumer<Promotion> observer;

  /**
   * @param store a store client with short timeouts; not closed here
   * @param configuredModel the model that exists before its first promotion
   * @param notificationLost called when a promotion is in the chain and its notification is not on
   *     the log
   * @param observer called with each promotion, for meters
   */
  EvaluationService(
      ObjectStore store,
      String configuredModel,
      NotificationPublisher notifications,
      Runnable notificationLost,
      Consumer<Promotion> observer,
      Clock clock) {
    this.store = requireNonNull(store, "store");
    this.configuredModel = requireNonNull(configuredModel, "configuredModel");
    this.chains = new PromotionChains(store);
    Artifacts artifacts = new Artifacts(store);
    this.evaluations = artifacts.evaluations();
    this.imageResults = new RecentBlobs<>(evaluations::images);
    this.history = new EvaluationHistory(evaluations, chains);
    this.manual = new ManualPromotions(artifacts, chains, clock);
    this.notifications = requireNonNull(notifications, "notifications");
    this.notificationLost = requireNonNull(notificationLost, "notificationLost");
    this.observer = requireNonNull(observer, "observer");
  }

  /** All evaluations, newest first. */
  public List<EvaluationOutcome> evaluations() {
    return history.all();
  }

  /** What was decided about a checkpoint, if it was. */
  public Optional<EvaluationOutcome> evaluation(CheckpointId checkpoint) {
    return history.find(checkpoint);
  }

  /** The details of an evaluation; empty without ground truth and for one of an earlier release. */
  public Optional<EvaluationDetails> details(EvaluationReport report) {
    return report.details().map(evaluations::details);
  }

  /** A checkpoint's report on a validation set, whatever was decided about it. */
  public Optional<EvaluationReport> report(CheckpointId checkpoint, String validationSet) {
    return evaluations.find(checkpoint, validationSet);
  }

  /** What was found in the images of an evaluation, image by image; empty like its details. */
  public Optional<ImageResults> imageResults(EvaluationReport report) {
    return report.images().map(imageResults::get);
  }

  /** The precision-recall curves of an evaluation; empty like its details. */
  public Optional<PrecisionRecallCurves> curves(EvaluationReport report) {
    return report.curves().map(evaluations::curves);
  }

  /**
   * A model's promotions, oldest first; empty if there is no such model: a model exists when it is
   * the configured one or has a promotion.
   */
  public Optional<List<Promotion>> promotions(String model) {
    List<Promotion> history = chains.of(model).history();
    return history.isEmpty() && !model.equals(configuredModel)
        ? Optional.empty()
        : Optional.of(history);
  }

  /**
   * Promotes a checkpoint by hand. When this returns, the promotion is in the chain; its
   * notification is published now or as soon as the broker is back.
   *
   * @param caller name of the person who asks for it
   * @param reason one sentence for people
   */
  public Promotion promote(String model, CheckpointId checkpoint, String caller, String reason) {
    Promotion promotion = manual.promote(model, checkpoint, caller, reason);
    announce(promotion);
    return promotion;
  }

  /** Publishes the notification of a promotion that is in the chain, now or later. */
  void announce(Promotion promotion) {
    observer.accept(promotion);
    try {
      notifications.publish(promotion);
    } catch (EventException e) {
      LOG.warn("A promotion's notification is published later: {}", e.toString());
      notificationLost.run();
    }
  }

  /** Whether the store answers. */
  public boolean isStoreReachable() {
    try {
      store.stat("probes/health");
      return true;
    } catch (ArtifactException e) {
      LOG.debug("The store does not answer", e);
      return false;
    }
  }
}
