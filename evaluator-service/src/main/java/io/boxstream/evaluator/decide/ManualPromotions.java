package io.boxstream.evaluator.decide;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.document.CondemnedDocuments;
import io.boxstream.artifacts.evaluation.EvaluationDecision;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.promotion.PromotionChain;
import io.boxstream.evaluator.decide.RefusedPromotionException.Refusal;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;

/**
 * Manual promotions, including roll-backs. They override the policy, but require a scored
 * checkpoint that can be loaded.
 */
public final class ManualPromotions {
  /** {@code decidedBy} of manual promotions. */
  public static final String HAND = "hand";

  private static final int MAX_ATTEMPTS = 10;

  private final Artifacts artifacts;
  private final PromotionChains chains;
  private final CondemnedDocuments condemned;
  private final Clock clock;

  public ManualPromotions(Artifacts artifacts, PromotionChains chains, Clock clock) {
    this.artifacts = requireNonNull(artifacts, "artifacts");
    this.chains = requireNonNull(chains, "chains");
    this.condemned = new CondemnedDocuments(artifacts.store());
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Promotes a checkpoint.
   *
   * @param caller who asks for it, not blank
   * @param reason one sentence for people, not blank
   * @return the link
   * @throws RefusedPromotionException when it cannot be
   */
  public Promotion promote(String model, CheckpointId checkpoint, String caller, String reason) {
    return append(
        promotable(model, checkpoint),
        new Promotion.Decision(reason, HAND, Optional.of(caller), clock.instant()));
  }

  /**
   * Checks that a checkpoint could be promoted.
   *
   * @return its latest report
   * @throws RefusedPromotionException if it could not
   */
  public EvaluationReport promotable(String model, CheckpointId checkpoint) {
    if (condemned.contains(checkpoint.manifestKey())) {
      throw refused(Refusal.CONDEMNED, checkpoint);
    }
    CheckpointManifest manifest =
        artifacts
            .checkpoints()
            .find(checkpoint)
            .orElseThrow(() -> refused(Refusal.UNKNOWN_CHECKPOINT, checkpoint));
    if (!manifest.model().equals(model)) {
      throw refused(Refusal.OTHER_MODEL, checkpoint);
    }
    EvaluationReport report =
        latestReport(checkpoint)
            .filter(evaluated -> evaluated.voc07().isPresent())
            .orElseThrow(() -> refused(Refusal.NOT_EVALUATED, checkpoint));
    if (!artifacts.blobs().contains(manifest.blobs().parameters())) {
      throw refused(Refusal.PARAMETERS_MISSING, checkpoint);
    }
    return report;
  }

  private Promotion append(EvaluationReport report, Promotion.Decision decision) {
    PromotionChain chain = chains.of(report.model());
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<Promotion> latest = chain.latest();
      if (latest.map(Promotion::checkpoint).equals(Optional.of(report.checkpoint()))) {
        throw refused(Refusal.ALREADY_CHAMPION, report.checkpoint());
      }
      Promotion link =
          Promotion.following(
              latest.map(Promotion::generation).orElse(0),
              report.model(),
              report.checkpoint(),
              decision,
              report.voc07(),
              Optional.of(report.validationSet().id()));
      if (chain.append(link)) {
        return link;
      }
    }
    throw refused(Refusal.LOST_RACES, report.checkpoint());
  }

  private Optional<EvaluationReport> latestReport(CheckpointId checkpoint) {
    Optional<EvaluationReport> judged =
        artifacts
            .evaluations()
            .decision(checkpoint)
            .map(EvaluationDecision::validationSet)
            .flatMap(set -> artifacts.evaluations().find(checkpoint, set));
    return judged.isPresent()
        ? judged
        : artifacts.evaluations().list(checkpoint).stream()
            .max(Comparator.comparing(EvaluationReport::evaluatedAt));
  }

  private static RefusedPromotionException refused(Refusal refusal, CheckpointId checkpoint) {
    return new RefusedPromotionException(refusal, checkpoint);
  }
}
