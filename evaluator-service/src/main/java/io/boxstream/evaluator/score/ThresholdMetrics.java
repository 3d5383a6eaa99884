package io.boxstream.evaluator.score;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.Calibration;
import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.artifacts.evaluation.ThresholdCurve;
import io.boxstream.detection.metric.F1Curve;
import io.boxstream.detection.metric.MatchedDetections;
import io.boxstream.detection.metric.OperatingPoint;
import io.boxstream.detection.metric.ReliabilityDiagram;
import io.boxstream.detection.metric.VocEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What depends on scores: the best thresholds, the curves by threshold, and calibration. */
final class ThresholdMetrics {
  /** A class with fewer boxes is served with the threshold of all classes together. */
  static final int LEAST_BOXES = 10;

  private static final int BINS = 10;
  private static final int POINTS = 101;

  private final List<String> classes;
  private final VocEvaluation voc;
  private final F1Curve pooled;
  private final Optional<ScoreThresholds> thresholds;

  /**
   * @param classes labels by class index
   */
  ThresholdMetrics(List<String> classes, VocEvaluation voc) {
    this.classes = List.copyOf(classes);
    this.voc = requireNonNull(voc, "voc");
    this.pooled = F1Curve.of(voc.matched());
    this.thresholds = estimate();
  }

  /** The thresholds with the best F1; empty if no object is found at any. */
  Optional<ScoreThresholds> thresholds() {
    return thresholds;
  }

  /** The curve of all classes together. */
  ThresholdCurve overall() {
    return curve(pooled, thresholds.map(ScoreThresholds::overall));
  }

  /** The curves of the classes that have ground truth. */
  Map<String, ThresholdCurve> perClass() {
    Map<String, ThresholdCurve> curves = new TreeMap<>();
    for (int index = 0; index < classes.size(); index++) {
      F1Curve curve = F1Curve.of(voc.matched(index));
      if (curve.objects() > 0) {
        String label = classes.get(index);
        curves.put(label, curve(curve, thresholds.map(all -> all.of(label))));
      }
    }
    return curves;
  }

  /** How well scores agree with precision, over all classes. */
  Calibration calibration() {
    ReliabilityDiagram diagram = ReliabilityDiagram.of(voc.matched(), BINS);
    List<Calibration.Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      ReliabilityDiagram.Bin bin = diagram.bins().get(i);
      bins.add(
          new Calibration.Bin(
              (double) i / BINS,
              (i + 1.0) / BINS,
              bin.detections(),
              rounded(bin.meanScore()),
              rounded(bin.precision())));
    }
    OptionalDouble error = diagram.expectedCalibrationError();
    return new Calibration(rounded(error.orElse(Double.NaN)), bins);
  }

  private Optional<ScoreThresholds> estimate() {
    OptionalDouble overall = pooled.bestThreshold();
    if (overall.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Double> perClass = new TreeMap<>();
    for (int index = 0; index < classes.size(); index++) {
      MatchedDetections matched = voc.matched(index);
      OptionalDouble best = F1Curve.of(matched).bestThreshold();
      if (matched.objects() >= LEAST_BOXES && best.isPresent()) {
        perClass.put(classes.get(index), round(best.getAsDouble()));
      }
    }
    return Optional.of(new ScoreThresholds(round(overall.getAsDouble()), perClass));
  }

  private static ThresholdCurve curve(F1Curve curve, Optional<Double> threshold) {
    return new ThresholdCurve(
        curve.objects(),
        drawn(curve, OperatingPoint::precision),
        drawn(curve, OperatingPoint::recall),
        drawn(curve, OperatingPoint::f1),
        threshold.map(value -> point(curve, value)));
  }

  private static ThresholdCurve.OperatingPoint point(F1Curve curve, double threshold) {
    OperatingPoint point = curve.at(threshold);
    return new ThresholdCurve.OperatingPoint(
        threshold,
        round(point.precision()),
        round(point.recall()),
        round(point.f1()),
        point.truePositives(),
        point.falsePositives(),
        point.missed());
  }

  private static List<Double> drawn(F1Curve curve, ToDoubleFunction<OperatingPoint> figure) {
    return IntStream.range(0, POINTS)
        .mapToObj(point -> round(figure.applyAsDouble(curve.at(point / (POINTS - 1.0)))))
        .toList();
  }

  private static Optional<Double> rounded(double value) {
    return Double.isNaN(value) ? Optional.empty() : Optional.of(round(value));
  }

  /** To four decimals: enough to draw. */
  private static double round(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
