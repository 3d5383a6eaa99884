package io.boxstream.evaluator.decide;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.EvaluationDecision;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All decisions with their reports. Both never change, so each is read from the store once. Those
 * that retention removed are forgotten.
 */
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
    List<CheckpointId> decided = reports.decided();
    known.keySet().retainAll(Set.copyOf(decided));
    return decided.stream()
        .map(checkpoint -> cached(checkpoint).or(() -> find(checkpoint)))
        .flatMap(Optional::stream)
        .sorted(NEWEST_FIRST)
        .toList();
  }

  /** What was decided about a checkpoint, if it was. */
  public Optional<EvaluationOutcome> find(CheckpointId checkpoint) {
    Optional<EvaluationDecision> decision = reports.decision(checkpoint);
    if (decision.isEmpty()) {
      known.remove(checkpoint);
      return Optional.empty();
    }
    return cached(checkpoint).or(() -> remember(decision.get()));
  }

  private Optional<EvaluationOutcome> cached(CheckpointId checkpoint) {
    return Optional.ofNullable(known.get(checkpoint));
  }

  private Optional<EvaluationOutcome> remember(EvaluationDecision decision) {
    Optional<EvaluationOutcome> read = read(decision);
    read.ifPresent(evaluated -> known.put(decision.checkpoint(), evaluated));
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
