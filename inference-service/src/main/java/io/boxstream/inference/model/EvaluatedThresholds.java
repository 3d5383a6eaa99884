package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.EvaluationDetails;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.store.CorruptBlobException;
import io.boxstream.artifacts.store.MalformedArtifactException;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.artifacts.store.UnsupportedVersionException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thresholds with the best F1 in the evaluation that a promotion names, read from the store. A
 * model without them can be served, so what is missing or damaged there is no reason not to.
 */
final class EvaluatedThresholds {
  private static final Logger LOG = LoggerFactory.getLogger(EvaluatedThresholds.class);

  private final EvaluationReports evaluations;

  EvaluatedThresholds(EvaluationReports evaluations) {
    this.evaluations = requireNonNull(evaluations, "evaluations");
  }

  /**
   * The thresholds of a promoted checkpoint; empty if its evaluation has none.
   *
   * @throws io.boxstream.artifacts.store.StoreUnavailableException if the store does not answer
   */
  Optional<ScoreThresholds> of(Promotion promotion) {
    try {
      return promotion
          .validationSet()
          .flatMap(set -> evaluations.find(promotion.checkpoint(), set))
          .flatMap(EvaluationReport::details)
          .map(evaluations::details)
          .flatMap(EvaluationDetails::thresholds);
    } catch (ObjectNotFoundException
        | CorruptBlobException
        | MalformedArtifactException
        | UnsupportedVersionException e) {
      LOG.warn(
          "Checkpoint {} is served with a score threshold of {}: the details of its evaluation"
              + " cannot be read: {}",
          promotion.checkpoint(),
          ScoreThresholds.FALLBACK,
          e.getMessage());
      return Optional.empty();
    }
  }
}
