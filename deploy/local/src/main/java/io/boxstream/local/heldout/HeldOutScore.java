package io.boxstream.local.heldout;

import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.metric.VocAveragePrecision;
import io.boxstream.detection.metric.VocEvaluation;
import io.boxstream.detection.metric.VocResult;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.LabelledBox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Scores answers against labels, VOC07, in pixels of the images. */
final class HeldOutScore {

  private final List<String> classes;
  private final VocEvaluation evaluation;

  /**
   * A score that has seen nothing.
   *
   * @param classes the classes that are scored; others are not counted
   */
  HeldOutScore(List<String> classes) {
    this.classes = List.copyOf(classes);
    this.evaluation = new VocEvaluation(classes.size());
  }

  /** Takes in one image. */
  void add(List<LabelledBox> labels, List<DetectedBox> answers) {
    evaluation.update(
        labels.stream().filter(box -> classes.contains(box.label())).map(this::truth).toList(),
        answers.stream().filter(box -> classes.contains(box.label())).map(this::answer).toList());
  }

  int images() {
    return evaluation.images();
  }

  /** The mean over the classes that occur; empty if none does. */
  Optional<Double> mean() {
    OptionalDouble mean = result().mean();
    return mean.isPresent() ? Optional.of(fraction(mean.getAsDouble())) : Optional.empty();
  }

  /** By class; a class that does not occur in the labels has no score. */
  Map<String, Double> perClass() {
    Map<String, Double> scores = new TreeMap<>();
    VocResult result = result();
    for (int i = 0; i < classes.size(); i++) {
      String label = classes.get(i);
      result.ofClass(i).ifPresent(score -> scores.put(label, fraction(score)));
    }
    return scores;
  }

  /** Eleven times a perfect eleventh is a little more than 1. */
  private static double fraction(double score) {
    return Math.min(1, score);
  }

  private VocResult result() {
    return evaluation.result(VocAveragePrecision.VOC07);
  }

  private GroundTruth truth(LabelledBox box) {
    return new GroundTruth(
        classes.indexOf(box.label()),
        new Box(box.xMin(), box.yMin(), box.xMax(), box.yMax()),
        box.difficult());
  }

  private Detection answer(DetectedBox box) {
    return new Detection(
        classes.indexOf(box.label()),
        (float) box.score(),
        new Box(box.xMin(), box.yMin(), box.xMax(), box.yMax()));
  }
}
