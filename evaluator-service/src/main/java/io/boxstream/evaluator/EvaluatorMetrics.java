package io.boxstream.evaluator;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.evaluator.decide.Decisions;
import io.boxstream.evaluator.decide.Evaluated;
import io.boxstream.evaluator.decide.ManualPromotions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What an operator sees of evaluations and promotions. */
public final class EvaluatorMetrics {
  private static final String PREFIX = "boxstream_evaluator_";

  private final Timer evaluationTime;
  private final Counter promotionsByPolicy;
  private final Counter promotionsByHand;
  private final Counter deadLetters;
  private final MultiGauge classScores;
  private final AtomicReference<Double> lastMean = new AtomicReference<>(Double.NaN);
  private final AtomicLong generation = new AtomicLong();
  private final String model;

  /**
   * @param model whose generation is shown
   */
  public EvaluatorMetrics(MeterRegistry registry, String model) {
    requireNonNull(registry, "registry");
    this.model = requireNonNull(model, "model");
    this.evaluationTime =
        Timer.builder(PREFIX + "evaluation")
            .description("Scoring one checkpoint")
            .register(registry);
    this.promotionsByPolicy = promotions(registry, Decisions.POLICY);
    this.promotionsByHand = promotions(registry, ManualPromotions.HAND);
    this.deadLetters =
        Counter.builder(PREFIX + "unusable_checkpoints")
            .description("Checkpoints that could not be scored")
            .register(registry);
    this.classScores =
        MultiGauge.builder(PREFIX + "voc07_average_precision")
            .description("VOC07 average precision of the last evaluation by class")
            .register(registry);
    Gauge.builder(PREFIX + "voc07_map", lastMean, AtomicReference::get)
        .description("VOC07 mAP of the last evaluation; NaN before the first")
        .register(registry);
    Gauge.builder(PREFIX + "generation", generation, AtomicLong::get)
        .description("Newest generation of the model's promotion chain; 0 before the first")
        .register(registry);
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

  /** A checkpoint was decided about. */
  public void evaluated(Evaluated evaluated) {
    EvaluationReport report = evaluated.report();
    lastMean.set(report.voc07().orElse(Double.NaN));
    List<MultiGauge.Row<?>> rows =
        report.perClass().entrySet().stream()
            .filter(one -> one.getValue().voc07().isPresent())
            .<MultiGauge.Row<?>>map(
                one ->
                    MultiGauge.Row.of(
                        Tags.of("class", one.getKey()), one.getValue().voc07().orElseThrow()))
            .toList();
    classScores.register(rows, true);
    evaluated.promotion().ifPresent(this::promoted);
  }

  /** A promotion became part of a chain. */
  public void promoted(Promotion promotion) {
    (promotion.decidedBy().equals(ManualPromotions.HAND) ? promotionsByHand : promotionsByPolicy)
        .increment();
    shows(promotion);
  }

  /** The newest link that is known of a chain. */
  public void shows(Promotion promotion) {
    if (promotion.model().equals(model)) {
      generation.accumulateAndGet(promotion.generation(), Math::max);
    }
  }

  /** A checkpoint could not be scored. */
  public void unusable() {
    deadLetters.increment();
  }

  private static Counter promotions(MeterRegistry registry, String decidedBy) {
    return Counter.builder(PREFIX + "promotions")
        .description("Promotions that this process made")
        .tag("decided_by", decidedBy)
        .register(registry);
  }
}
