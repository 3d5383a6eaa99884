package io.boxstream.evaluator;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.EvaluationDecision.Verdict;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.evaluator.decide.Decisions;
import io.boxstream.evaluator.decide.EvaluationOutcome;
import io.boxstream.evaluator.decide.ManualPromotions;
import io.boxstream.evaluator.labels.LabelCheckMetrics;
import io.boxstream.evaluator.rollout.RolloutMetrics;
import io.boxstream.meters.TagValues;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Meters of evaluations and promotions. */
public final class EvaluatorMetrics {
  static final String EVALUATION = "boxstream.evaluator.evaluation";
  static final String DECISIONS = "boxstream.evaluator.decisions";
  static final String PROMOTIONS = "boxstream.evaluator.promotions";
  static final String UNUSABLE = "boxstream.evaluator.unusable.checkpoints";
  static final String VALIDATION_IMAGES = "boxstream.evaluator.validation.images";
  static final String GENERATION = "boxstream.evaluator.generation";
  static final String PROMOTED_AT = "boxstream.evaluator.promotion.timestamp";

  private final String model;
  private final ScoreMetrics scores;
  private final RetentionMetrics retention;
  private final LabelCheckMetrics labelCheck;
  private final RolloutMetrics rollouts;
  private final Timer evaluationTime;
  private final Map<Verdict, Counter> decisions = new EnumMap<>(Verdict.class);
  private final Counter promotionsByPolicy;
  private final Counter promotionsByHand;
  private final Counter unusable;
  private final AtomicInteger validationImages = new AtomicInteger();
  private final AtomicReference<Link> newest =
      new AtomicReference<>(new Link(0, 0, Optional.empty()));

  /**
   * @param model whose generation is shown
   */
  public EvaluatorMetrics(MeterRegistry registry, String model) {
    requireNonNull(registry, "registry");
    this.model = requireNonNull(model, "model");
    this.scores = new ScoreMetrics(registry);
    this.retention = new RetentionMetrics(registry);
    this.labelCheck = new LabelCheckMetrics(registry);
    this.rollouts = new RolloutMetrics(registry);
    this.evaluationTime =
        Timer.builder(EVALUATION).description("Scoring one checkpoint").register(registry);
    for (Verdict verdict : Verdict.values()) {
      decisions.put(
          verdict,
          Counter.builder(DECISIONS)
              .description("Decisions about checkpoints, as often as they were announced")
              .tag("verdict", TagValues.of(verdict))
              .register(registry));
    }
    this.promotionsByPolicy = promotions(registry, Decisions.POLICY);
    this.promotionsByHand = promotions(registry, ManualPromotions.HAND);
    this.unusable =
        Counter.builder(UNUSABLE)
            .description("Checkpoints that could not be scored")
            .register(registry);
    Gauge.builder(VALIDATION_IMAGES, validationImages, AtomicInteger::get)
        .description("Images of the validation set of the last evaluation")
        .register(registry);
    Gauge.builder(GENERATION, newest, link -> link.get().generation())
        .description("Newest generation of the model's promotion chain; 0 before the first")
        .register(registry);
    TimeGauge.builder(PROMOTED_AT, newest, TimeUnit.SECONDS, link -> link.get().epochSecond())
        .description("When that generation was promoted; 0 before the first")
        .register(registry);
  }

  /** Meters of retention. */
  public RetentionMetrics retention() {
    return retention;
  }

  /** Meters of rollouts. */
  RolloutMetrics rollouts() {
    return rollouts;
  }

  /** Meters of the comparison of labels with the promoted model. */
  LabelCheckMetrics labelCheck() {
    return labelCheck;
  }

  /**
   * A checkpoint was scored by this process.
   *
   * @return the report
   */
  public EvaluationReport scored(EvaluationReport report) {
    evaluationTime.record(Duration.ofNanos(Math.round(report.seconds() * 1e9)));
    return report;
  }

  /**
   * A checkpoint was decided about.
   *
   * @param champion the report that it was compared with, if there was a champion
   */
  public void evaluated(EvaluationOutcome evaluated, Optional<EvaluationReport> champion) {
    EvaluationReport report = evaluated.report();
    decisions.get(evaluated.decision().verdict()).increment();
    evaluated.promotion().ifPresent(this::promoted);
    if (!report.model().equals(model)) {
      // Scores of another model beside those of this one would look like a rise or a fall.
      return;
    }
    validationImages.set(report.validationSet().images());
    scores.challenger(report);
    // A decision that is announced again may be about a champion of long ago.
    Stream.concat(Stream.of(report), champion.stream())
        .filter(scored -> newest.get().isOf(scored.checkpoint()))
        .forEach(scores::champion);
  }

  /** A promotion became part of a chain. */
  public void promoted(Promotion promotion) {
    (promotion.decidedBy().equals(ManualPromotions.HAND) ? promotionsByHand : promotionsByPolicy)
        .increment();
    updateGeneration(promotion);
  }

  /** The newest link that is known of a chain. */
  public void updateGeneration(Promotion promotion) {
    if (promotion.model().equals(model)) {
      Link link =
          new Link(
              promotion.generation(),
              promotion.decidedAt().getEpochSecond(),
              Optional.of(promotion.checkpoint()));
      newest.accumulateAndGet(
          link, (known, other) -> other.generation() > known.generation() ? other : known);
    }
  }

  /** The report of the checkpoint that was promoted last. */
  public void updateChampion(EvaluationReport champion) {
    if (newest.get().isOf(champion.checkpoint())) {
      scores.champion(champion);
    }
  }

  /** A checkpoint could not be scored. */
  public void unusable() {
    unusable.increment();
  }

  private static Counter promotions(MeterRegistry registry, String decidedBy) {
    return Counter.builder(PROMOTIONS)
        .description("Promotions that this process made")
        .tag("decided_by", decidedBy)
        .register(registry);
  }

  private record Link(int generation, long epochSecond, Optional<CheckpointId> checkpoint) {
    boolean isOf(CheckpointId other) {
      return checkpoint.equals(Optional.of(other));
    }
  }
}
