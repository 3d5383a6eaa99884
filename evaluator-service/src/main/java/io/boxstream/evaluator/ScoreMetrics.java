package io.boxstream.evaluator;

import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReport.ClassScore;
import io.boxstream.meters.TagValues;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Scores of the champion and of the checkpoint that was scored last: means and by class. They can
 * be compared when both are of the same validation set, which they are after each decision.
 */
final class ScoreMetrics {
  static final String MEAN = "boxstream.evaluator.mean.average.precision";
  static final String BY_CLASS = "boxstream.evaluator.average.precision";

  private final MultiGauge classes;
  private final Map<Side, EvaluationReport> reports = new EnumMap<>(Side.class);

  /** Whose score it is, as the meters name it. */
  private enum Side {
    CHAMPION,
    CHALLENGER
  }

  /** The ways to count an average precision, as the meters name them. */
  private enum Metric {
    VOC07(EvaluationReport::voc07, ClassScore::voc07),
    VOC10(EvaluationReport::voc10, ClassScore::voc10),
    COCO(report -> report.coco().flatMap(scores -> scores.precision().all()), ClassScore::coco);

    private final Function<EvaluationReport, Optional<Double>> mean;
    private final Function<ClassScore, Optional<Double>> ofClass;

    Metric(
        Function<EvaluationReport, Optional<Double>> mean,
        Function<ClassScore, Optional<Double>> ofClass) {
      this.mean = mean;
      this.ofClass = ofClass;
    }
  }

  ScoreMetrics(MeterRegistry registry) {
    this.classes =
        MultiGauge.builder(BY_CLASS)
            .description("Average precision of one class, 0 to 1")
            .register(registry);
    for (Metric metric : Metric.values()) {
      for (Side side : Side.values()) {
        Gauge.builder(MEAN, () -> mean(metric, side))
            .description("Mean of the classes' average precision, 0 to 1; NaN before the first")
            .tag("metric", TagValues.of(metric))
            .tag("side", TagValues.of(side))
            .register(registry);
      }
    }
  }

  void champion(EvaluationReport report) {
    show(Side.CHAMPION, report);
  }

  void challenger(EvaluationReport report) {
    show(Side.CHALLENGER, report);
  }

  private synchronized void show(Side side, EvaluationReport report) {
    reports.put(side, report);
    List<MultiGauge.Row<?>> rows =
        reports.entrySet().stream()
            .flatMap(entry -> rows(entry.getKey(), entry.getValue()))
            .toList();
    classes.register(rows, true);
  }

  private synchronized double mean(Metric metric, Side side) {
    return Optional.ofNullable(reports.get(side)).flatMap(metric.mean).orElse(Double.NaN);
  }

  private static Stream<MultiGauge.Row<?>> rows(Side side, EvaluationReport report) {
    return Stream.of(Metric.values())
        .flatMap(
            metric ->
                report.perClass().entrySet().stream()
                    .flatMap(
                        entry ->
                            metric.ofClass.apply(entry.getValue()).stream()
                                .map(score -> row(metric, side, entry.getKey(), score))));
  }

  private static MultiGauge.Row<?> row(Metric metric, Side side, String label, double score) {
    Tags tags = Tags.of("metric", TagValues.of(metric), "side", TagValues.of(side), "class", label);
    return MultiGauge.Row.of(tags, score);
  }
}
