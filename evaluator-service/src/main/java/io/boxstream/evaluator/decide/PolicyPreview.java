package io.boxstream.evaluator.decide;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.DecisionEvidence;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.evaluator.policy.GainEstimator;
import io.boxstream.evaluator.policy.PolicyDecision;
import io.boxstream.evaluator.policy.PolicySettings;
import io.boxstream.evaluator.policy.PromotionPolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges past evaluations by another policy. The evaluations are replayed in the order of their
 * decisions, each against the checkpoint that the other policy would have served by then;
 * promotions by hand are replayed too. Nothing is scored or loaded again, and nothing is changed.
 */
public final class PolicyPreview {
  private final EvaluationReports reports;
  private final RunReports runs;
  private final PromotionChains chains;
  private final EvaluationHistory history;
  private final GainEstimator estimator;

  public PolicyPreview(
      Artifacts artifacts,
      PromotionChains chains,
      EvaluationHistory history,
      GainEstimator estimator) {
    this.reports = requireNonNull(artifacts, "artifacts").evaluations();
    this.runs = new RunReports(artifacts);
    this.chains = requireNonNull(chains, "chains");
    this.history = requireNonNull(history, "history");
    this.estimator = requireNonNull(estimator, "estimator");
  }

  /**
   * What the other policy would have decided.
   *
   * @param champion what it would serve now; empty if it would not have promoted any checkpoint
   * @param decisions the evaluations, oldest first
   */
  public record Result(Optional<CheckpointId> champion, List<Judgement> decisions) {
    public Result {
      requireNonNull(champion, "champion");
      decisions = List.copyOf(decisions);
    }
  }

  /**
   * One evaluation judged again.
   *
   * @param outcome what was decided
   * @param champion the checkpoint that the other policy would have served by then
   * @param decision what the other policy decides; absent if it cannot be said, because that
   *     champion was never scored on the validation set
   */
  public record Judgement(
      EvaluationOutcome outcome,
      Optional<CheckpointId> champion,
      Optional<PolicyDecision> decision) {
    public Judgement {
      requireNonNull(outcome, "outcome");
      requireNonNull(champion, "champion");
      requireNonNull(decision, "decision");
    }

    /** Whether the other policy comes to another verdict. */
    public boolean isDifferent() {
      return decision.filter(then -> then.verdict() != outcome.decision().verdict()).isPresent();
    }
  }

  /**
   * Judges a model's latest evaluations again.
   *
   * @param longest most evaluations to judge
   */
  public Result judge(String model, PolicySettings settings, int longest) {
    List<EvaluationOutcome> outcomes = latest(model, longest);
    Replay replay = new Replay(new PromotionPolicy(settings, estimator), model, outcomes);
    List<Judgement> judgements = new ArrayList<>();
    for (EvaluationOutcome outcome : outcomes) {
      judgements.add(replay.judge(outcome));
    }
    return new Result(replay.end(), judgements);
  }

  private List<EvaluationOutcome> latest(String model, int longest) {
    List<EvaluationOutcome> outcomes =
        new ArrayList<>(
            history.all().stream()
                .filter(outcome -> outcome.report().model().equals(model))
                .limit(longest)
                .toList());
    Collections.reverse(outcomes);
    return outcomes;
  }

  /** The champion of the other policy as time goes on. */
  private final class Replay {
    private final PromotionPolicy policy;
    // Links that do not depend on the policy: by hand, or from before the first evaluation.
    private final Deque<Promotion> given;
    private Optional<Promotion> champion = Optional.empty();

    Replay(PromotionPolicy policy, String model, List<EvaluationOutcome> outcomes) {
      this.policy = policy;
      Set<Integer> judgedAgain =
          outcomes.stream()
              .flatMap(outcome -> outcome.decision().generation().stream())
              .collect(Collectors.toSet());
      this.given =
          chains.of(model).history().stream()
              .filter(link -> !judgedAgain.contains(link.generation()))
              .collect(Collectors.toCollection(ArrayDeque::new));
    }

    Judgement judge(EvaluationOutcome outcome) {
      while (!given.isEmpty()
          && given.peek().decidedAt().isBefore(outcome.decision().decidedAt())) {
        champion = Optional.of(given.remove());
      }
      Optional<CheckpointId> served = champion.map(Promotion::checkpoint);
      Optional<ScoredChampion> scored =
          champion.map(link -> new ScoredChampion(link, report(link, outcome.report())));
      if (scored.filter(current -> isUnknown(current, outcome)).isPresent()) {
        return new Judgement(outcome, served, Optional.empty());
      }
      PolicyDecision decision = decide(outcome, scored);
      if (decision.verdict().isPromotion()) {
        champion = Optional.of(link(outcome, decision));
      }
      return new Judgement(outcome, served, Optional.of(decision));
    }

    /** The champion after everything. */
    Optional<CheckpointId> end() {
      Optional<Promotion> last = Optional.ofNullable(given.peekLast()).or(() -> champion);
      return last.map(Promotion::checkpoint);
    }

    private PolicyDecision decide(EvaluationOutcome outcome, Optional<ScoredChampion> scored) {
      EvaluationReport report = outcome.report();
      PolicyDecision judged =
          policy.judge(runs.challenger(report), scored.map(ScoredChampion::champion));
      return judged.verdict().isPromotion()
          ? outcome
              .decision()
              .evidence()
              .flatMap(DecisionEvidence::trial)
              .map(trial -> policy.judge(judged, trial))
              .orElse(judged)
          : judged;
    }

    /** Without a score it can only be judged if it had none when it was decided either. */
    private boolean isUnknown(ScoredChampion current, EvaluationOutcome outcome) {
      return current.report().isEmpty()
          && !outcome.decision().champion().equals(Optional.of(current.promotion().checkpoint()));
    }

    private Optional<EvaluationReport> report(Promotion link, EvaluationReport challenger) {
      return reports.find(link.checkpoint(), challenger.validationSet().id());
    }

    private Promotion link(EvaluationOutcome outcome, PolicyDecision decision) {
      EvaluationReport report = outcome.report();
      return Promotion.following(
          champion.map(Promotion::generation).orElse(0),
          report.model(),
          report.checkpoint(),
          new Promotion.Decision(
              decision.reason(),
              Decisions.POLICY,
              Optional.empty(),
              outcome.decision().decidedAt()),
          report.voc07(),
          Optional.of(report.validationSet().id()));
    }
  }
}
