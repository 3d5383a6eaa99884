package io.boxstream.evaluator.decide;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.EvaluationDecision;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All decisions with their reports. Both never change, so each is read from the store once. */
public final class EvaluationHistory {
  private static final Comparator<EvaluationOutcome> NEWEST_FIRST =
      Comparator.comparing((EvaluationOutcome outcome) -> outcome.decision().decidedAt())
          .thenComparing(outcome -> outcome.decision().checkpoint())
          .reversed();

  private final EvaluationReports reports;
  private final PromotionChains chains;
  private final Map<CheckpointId, EvaluationOutcome> known = new ConcurrentHashMap<>();

  public EvaluationHistory(EvaluationReports reports, PromotionChains chains) {
    this.reports = requireNonNull(reports, "reports");
    this.chains = requireNonNull(chains, "chains");
  }

  /** All evaluations, newest first. */
  public List<EvaluationOutcome> all() {
    return reports.decided().stream()
        .map(this::find)
        .flatMap(Optional::stream)
        .sorted(NEWEST_FIRST)
        .toList();
  }

  /** What was decided about a checkpoint, if it was. */
  public Optional<EvaluationOutcome> find(CheckpointId checkpoint) {
    EvaluationOutcome cached = known.get(checkpoint);
    if (cached != null) {
      return Optional.of(cached);
    }
    Optional<EvaluationOutcome> read = reports.decision(checkpoint).flatMap(this::read);
    read.ifPresent(evaluated -> known.put(checkpoint, evaluated));
    return read;
  }

  private Optional<EvaluationOutcome> read(EvaluationDecision decision) {
    return reports
        .find(decision.checkpoint(), decision.validationSet())
        .map(
            report ->
                new EvaluationOutcome(
                    report,
                    decision,
                    decision.generation().flatMap(chains.of(decision.model())::find)));
  }
}
