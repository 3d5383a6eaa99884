package io.boxstream.evaluator.notification;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.evaluator.decide.EvaluationHistory;
import io.boxstream.evaluator.decide.EvaluationOutcome;
import io.boxstream.evaluator.decide.PromotionChains;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes notifications of evaluations and promotions that are in the store but not on the log.
 */
public final class MissingNotifications {
  private static final Logger LOG = LoggerFactory.getLogger(MissingNotifications.class);

  private final EvaluationReports reports;
  private final EvaluationHistory history;
  private final PromotionChains chains;
  private final PublishedNotifications published;
  private final NotificationPublisher notifications;

  public MissingNotifications(
      EvaluationReports reports,
      EvaluationHistory history,
      PromotionChains chains,
      PublishedNotifications published,
      NotificationPublisher notifications) {
    this.reports = requireNonNull(reports, "reports");
    this.history = requireNonNull(history, "history");
    this.chains = requireNonNull(chains, "chains");
    this.published = requireNonNull(published, "published");
    this.notifications = requireNonNull(notifications, "notifications");
  }

  /**
   * Publishes missing notifications; everything that was on the log when it is called must be known
   * to {@link PublishedNotifications}.
   *
   * @return how many were missing
   */
  public int publish() {
    int count = 0;
    for (CheckpointId checkpoint : reports.decided()) {
      if (!published.hasEvaluation(checkpoint)) {
        count += history.find(checkpoint).map(this::publishEvaluation).orElse(0);
      }
    }
    for (String model : chains.models()) {
      count += publishPromotions(model);
    }
    if (count > 0) {
      LOG.info("Published {} notifications that were missing", count);
    }
    return count;
  }

  private int publishEvaluation(EvaluationOutcome evaluated) {
    notifications.publishEvaluation(evaluated);
    return 1;
  }

  private int publishPromotions(String model) {
    List<Promotion> chain = chains.of(model).history();
    long last = published.lastGeneration(model);
    List<Promotion> missing =
        chain.stream().filter(promotion -> promotion.generation() > last).toList();
    if (missing.isEmpty() && !chain.isEmpty() && last > chain.get(chain.size() - 1).generation()) {
      Promotion latest = chain.get(chain.size() - 1);
      LOG.warn(
          "The log names generation {} of {}, the store ends at {}: the store is older than the log;"
              + " announcing the latter again",
          last,
          model,
          latest.generation());
      missing = List.of(latest);
    }
    missing.forEach(notifications::publish);
    return missing.size();
  }
}
