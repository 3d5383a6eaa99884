package io.boxstream.evaluator.score;

import io.boxstream.artifacts.evaluation.EvaluationReport.ClassScore;
import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.metric.VocAveragePrecision;
import io.boxstream.detection.metric.VocEvaluation;
import io.boxstream.detection.metric.VocResult;
import io.boxstream.events.LabelledBox;
import io.boxstream.pictures.RgbImage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gathers detections and truth picture by picture, in pixels of the network's input as the
 * reference does: the metric's extra pixel counts more in a small frame.
 *
 * <p>The classes are the network's, then those labels of the set that the network does not know:
 * such a class has truth and no detections, so it scores 0 and is not forgotten.
 */
final class ScoreBoard {
  private final List<String> classes;
  private final double inputSize;
  private final VocEvaluation evaluation;
  private final int[] groundTruths;

  /**
   * @param networkClasses classes by index of the network's output
   * @param labels labels of the validation set
   * @param inputSize side of the network's input in pixels
   */
  ScoreBoard(List<String> networkClasses, Set<String> labels, int inputSize) {
    Set<String> all = new LinkedHashSet<>(networkClasses);
    all.addAll(labels);
    this.classes = List.copyOf(all);
    this.inputSize = inputSize;
    this.evaluation = new VocEvaluation(classes.size());
    this.groundTruths = new int[classes.size()];
  }

  /**
   * Takes in one picture.
   *
   * @param labelled truth, in pixels of the picture
   * @param detections what was found, in pixels of the network's input
   */
  void update(RgbImage picture, List<LabelledBox> labelled, List<Detection> detections) {
    double horizontal = inputSize / picture.width();
    double vertical = inputSize / picture.height();
    List<GroundTruth> truth = new ArrayList<>();
    for (LabelledBox box : labelled) {
      int classIndex = classes.indexOf(box.label());
      groundTruths[classIndex] += box.difficult() ? 0 : 1;
      Box scaled =
          new Box(box.xMin(), box.yMin(), box.xMax(), box.yMax()).scaled(horizontal, vertical);
      truth.add(new GroundTruth(classIndex, scaled, box.difficult()));
    }
    evaluation.update(truth, detections);
  }

  /** Mean average precision; empty when no class has truth. */
  Optional<Double> mean(VocAveragePrecision kind) {
    return score(evaluation.result(kind).mean());
  }

  /** Scores by label. */
  Map<String, ClassScore> perClass() {
    VocResult voc07 = evaluation.result(VocAveragePrecision.VOC07);
    VocResult voc10 = evaluation.result(VocAveragePrecision.ALL_POINTS);
    Map<String, ClassScore> scores = new TreeMap<>();
    for (int index = 0; index < classes.size(); index++) {
      scores.put(
          classes.get(index),
          new ClassScore(
              groundTruths[index], score(voc07.ofClass(index)), score(voc10.ofClass(index))));
    }
    return scores;
  }

  private static Optional<Double> score(OptionalDouble value) {
    // Eleven elevenths may add up to a little more than one.
    return value.isPresent() ? Optional.of(Math.min(1, value.getAsDouble())) : Optional.empty();
  }
}
