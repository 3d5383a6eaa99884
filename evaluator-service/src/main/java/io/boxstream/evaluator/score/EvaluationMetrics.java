package io.boxstream.evaluator.score;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.CocoScores;
import io.boxstream.artifacts.evaluation.DetectionMatches;
import io.boxstream.artifacts.evaluation.EvaluationReport.ClassScore;
import io.boxstream.artifacts.evaluation.PrecisionRecallCurves;
import io.boxstream.artifacts.evaluation.PrecisionRecallCurves.ClassCurves;
import io.boxstream.detection.metric.ClassMatches;
import io.boxstream.detection.metric.CocoMetric;
import io.boxstream.detection.metric.CocoResult;
import io.boxstream.detection.metric.VocAveragePrecision;
import io.boxstream.detection.metric.VocEvaluation;
import io.boxstream.detection.metric.VocResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The metrics of an evaluation in the form of the report. */
final class EvaluationMetrics {
  private final List<String> classes;
  private final int[] groundTruths;
  private final VocEvaluation voc;
  private final CocoResult coco;

  /**
   * @param classes labels by class index
   * @param groundTruths boxes that count, by class index
   */
  EvaluationMetrics(List<String> classes, int[] groundTruths, VocEvaluation voc, CocoResult coco) {
    this.classes = List.copyOf(classes);
    this.groundTruths = groundTruths.clone();
    this.voc = requireNonNull(voc, "voc");
    this.coco = requireNonNull(coco, "coco");
  }

  /** Mean average precision; empty when no class has truth. */
  Optional<Double> mean(VocAveragePrecision kind) {
    return score(voc.result(kind).mean());
  }

  /** COCO's figures; empty when no class has truth. */
  Optional<CocoScores> coco() {
    return hasTruth()
        ? Optional.of(
            new CocoScores(
                new CocoScores.Precision(
                    mean(CocoMetric.AP),
                    mean(CocoMetric.AP_50),
                    mean(CocoMetric.AP_75),
                    mean(CocoMetric.AP_SMALL),
                    mean(CocoMetric.AP_MEDIUM),
                    mean(CocoMetric.AP_LARGE)),
                new CocoScores.Recall(
                    mean(CocoMetric.AR_1),
                    mean(CocoMetric.AR_10),
                    mean(CocoMetric.AR_100),
                    mean(CocoMetric.AR_SMALL),
                    mean(CocoMetric.AR_MEDIUM),
                    mean(CocoMetric.AR_LARGE))))
        : Optional.empty();
  }

  /** Scores by label. */
  Map<String, ClassScore> perClass() {
    VocResult voc07 = voc.result(VocAveragePrecision.VOC07);
    VocResult voc10 = voc.result(VocAveragePrecision.ALL_POINTS);
    Map<String, ClassScore> scores = new TreeMap<>();
    for (int index = 0; index < classes.size(); index++) {
      scores.put(
          classes.get(index),
          new ClassScore(
              groundTruths[index],
              score(voc07.ofClass(index)),
              score(voc10.ofClass(index)),
              score(coco.ofClass(index, CocoMetric.AP))));
    }
    return scores;
  }

  /** Curves of the classes that have truth; empty when none has. */
  Optional<PrecisionRecallCurves> curves() {
    Map<String, ClassCurves> curves = new TreeMap<>();
    for (int index = 0; index < classes.size(); index++) {
      if (groundTruths[index] > 0) {
        List<List<Double>> byOverlap = new ArrayList<>();
        for (int overlap = 0; overlap < CocoResult.OVERLAPS; overlap++) {
          byOverlap.add(drawn(coco.curve(index, overlap)));
        }
        curves.put(
            classes.get(index), new ClassCurves(drawn(voc.curve(index).interpolated()), byOverlap));
      }
    }
    return curves.isEmpty() ? Optional.empty() : Optional.of(new PrecisionRecallCurves(curves));
  }

  /** Matches by image of the classes that have truth; empty when none has. */
  Optional<DetectionMatches> matches() {
    Map<String, DetectionMatches.ClassMatches> perClass = new TreeMap<>();
    for (int index = 0; index < classes.size(); index++) {
      if (groundTruths[index] > 0) {
        ClassMatches matches = voc.matches(index);
        perClass.put(
            classes.get(index),
            DetectionMatches.ClassMatches.of(
                matches.groundTruths(), matches.detections(), matches.scores(), matches.correct()));
      }
    }
    return perClass.isEmpty()
        ? Optional.empty()
        : Optional.of(new DetectionMatches(voc.images(), perClass));
  }

  private boolean hasTruth() {
    return Arrays.stream(groundTruths).anyMatch(count -> count > 0);
  }

  private Optional<Double> mean(CocoMetric figure) {
    return score(coco.mean(figure));
  }

  /** To four decimals: enough to draw, a third of the bytes. */
  private static List<Double> drawn(double[] curve) {
    return Arrays.stream(curve).mapToObj(value -> Math.round(value * 1e4) / 1e4).toList();
  }

  private static Optional<Double> score(OptionalDouble value) {
    // Eleven elevenths may add up to a little more than one.
    return value.isPresent() ? Optional.of(Math.min(1, value.getAsDouble())) : Optional.empty();
  }
}
