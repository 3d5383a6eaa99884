package io.boxstream.evaluator.decide;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.evaluation.EvaluationDecision;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.store.CorruptBlobException;
import io.boxstream.artifacts.store.MalformedArtifactException;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.artifacts.store.UnsupportedVersionException;
import io.boxstream.evaluator.policy.Challenger;
import io.boxstream.evaluator.score.CheckpointScorer;
import io.boxstream.evaluator.score.ImageUnavailableException;
import io.boxstream.evaluator.score.PromotionTrial;
import io.boxstream.evaluator.score.UnusableCheckpointException;
import io.boxstream.evaluator.score.ValidationSet;
import io.boxstream.evaluator.score.ValidationSets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores a checkpoint, decides about it and promotes it if it is better. Idempotent: an existing
 * decision is kept, and steps that a crash interrupted are completed.
 */
public final class CheckpointEvaluator {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointEvaluator.class);

  private final Artifacts artifacts;
  private final EvaluationReports reports;
  private final PromotionChains chains;
  private final ValidationSets sets;
  private final CheckpointScorer scorer;
  private final PromotionTrial trial;
  private final Decisions decisions;
  private final RunReports runs;

  public CheckpointEvaluator(
      Artifacts artifacts,
      PromotionChains chains,
      ValidationSets sets,
      CheckpointScorer scorer,
      PromotionTrial trial,
      Decisions decisions) {
    this.artifacts = requireNonNull(artifacts, "artifacts");
    this.reports = artifacts.evaluations();
    this.chains = requireNonNull(chains, "chains");
    this.sets = requireNonNull(sets, "sets");
    this.scorer = requireNonNull(scorer, "scorer");
    this.trial = requireNonNull(trial, "trial");
    this.decisions = requireNonNull(decisions, "decisions");
    this.runs = new RunReports(artifacts);
  }

  /**
   * Evaluates a checkpoint, or finds what was decided about it.
   *
   * @throws UnusableCheckpointException when it can never be scored
   */
  public EvaluationOutcome evaluate(CheckpointId checkpoint) throws InterruptedException {
    Optional<EvaluationDecision> decided = reports.decision(checkpoint);
    if (decided.isPresent()) {
      return recall(decided.get());
    }
    CheckpointManifest manifest = manifest(checkpoint);
    Set<String> unreadable = new HashSet<>();
    while (true) {
      ValidationSet set = freeze(manifest, unreadable);
      try {
        return decide(manifest, set);
      } catch (ImageUnavailableException e) {
        LOG.warn("Scoring again without an image: {}", e.getMessage());
        unreadable.add(e.id());
      }
    }
  }

  private EvaluationOutcome decide(CheckpointManifest manifest, ValidationSet set)
      throws ImageUnavailableException {
    EvaluationReport report = report(manifest, set);
    Challenger challenger = runs.challenger(report);
    Optional<Promotion> interrupted = decisions.promotionWithoutDecision(report);
    if (interrupted.isPresent()) {
      return complete(report, decisions.decisionOf(interrupted.get(), challenger));
    }
    TrialOnce trialOnce = new TrialOnce(trial, manifest, set);
    boolean lostRace = false;
    while (true) {
      Optional<Promotion> latest = chains.of(manifest.model()).latest();
      Optional<ScoredChampion> champion =
          latest.isPresent() ? Optional.of(current(latest.get(), set)) : Optional.empty();
      Optional<EvaluationDecision> decision =
          decisions.decide(challenger, champion, trialOnce, lostRace);
      if (decision.isPresent()) {
        return complete(report, decision.get());
      }
      LOG.info("Another promotion came first; deciding about {} again", manifest.id());
      lostRace = true;
    }
  }

  private ScoredChampion current(Promotion latest, ValidationSet set)
      throws ImageUnavailableException {
    try {
      CheckpointManifest champion = manifest(latest.checkpoint());
      return new ScoredChampion(latest, Optional.of(report(champion, set)));
    } catch (UnusableCheckpointException e) {
      LOG.warn("The champion cannot be scored: {}", e.getMessage());
      return new ScoredChampion(latest, Optional.empty());
    }
  }

  private EvaluationReport report(CheckpointManifest manifest, ValidationSet set)
      throws ImageUnavailableException {
    Optional<EvaluationReport> existing = reports.find(manifest.id(), set.id());
    return existing.isPresent() ? existing.get() : reports.save(scorer.score(manifest, set));
  }

  private EvaluationOutcome complete(EvaluationReport report, EvaluationDecision decision) {
    EvaluationDecision kept = reports.decide(decision);
    LOG.info("{}: {}", kept.verdict(), kept.reason());
    return kept.validationSet().equals(report.validationSet().id())
        ? new EvaluationOutcome(report, kept, promotion(kept))
        : recall(kept);
  }

  private EvaluationOutcome recall(EvaluationDecision decision) {
    EvaluationReport report =
        reports
            .find(decision.checkpoint(), decision.validationSet())
            .orElseThrow(
                () ->
                    new UnusableCheckpointException(
                        decision.checkpoint(), "its report is gone from the store", null));
    return new EvaluationOutcome(report, decision, latestPromotion(decision));
  }

  /**
   * The promotion that followed, unless others came after it. A checkpoint that is read again, as
   * after offsets were lost, must not leave an earlier promotion behind the present one on the log.
   */
  private Optional<Promotion> latestPromotion(EvaluationDecision decision) {
    return decision
        .generation()
        .flatMap(
            generation ->
                chains
                    .of(decision.model())
                    .latest()
                    .filter(latest -> latest.generation() == generation));
  }

  private Optional<Promotion> promotion(EvaluationDecision decision) {
    return decision.generation().flatMap(chains.of(decision.model())::find);
  }

  private CheckpointManifest manifest(CheckpointId checkpoint) {
    try {
      return artifacts.checkpoints().load(checkpoint);
    } catch (ObjectNotFoundException | MalformedArtifactException | UnsupportedVersionException e) {
      throw new UnusableCheckpointException(checkpoint, e.getMessage(), e);
    }
  }

  private ValidationSet freeze(CheckpointManifest manifest, Set<String> unreadable)
      throws InterruptedException {
    try {
      return sets.freeze(manifest.dataSet().hash(), unreadable);
    } catch (ObjectNotFoundException | MalformedArtifactException | CorruptBlobException e) {
      throw new UnusableCheckpointException(manifest.id(), e.getMessage(), e);
    }
  }
}
