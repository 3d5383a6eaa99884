package io.boxstream.artifacts.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The part of an evaluation that shows where a checkpoint fails. Matching is Pascal VOC's at an
 * overlap of .50. Whatever needs a score threshold uses {@code thresholds}, and {@link
 * ScoreThresholds#FALLBACK} if there are none.
 *
 * @param thresholds the thresholds with the best F1; absent if no object is found at any threshold
 * @param overall precision, recall and F1 of all classes pooled
 * @param perClass precision, recall and F1 by label; a class without ground truth is absent
 * @param classesWithoutGroundTruth labels that the network knows and the validation set lacks
 * @param confusion which class was detected where an object of which class is
 * @param calibration how well scores agree with precision
 * @param sizes results by object size
 * @param worstImages the images with the most false and missed boxes, worst first
 */
public record EvaluationDetails(
    Optional<ScoreThresholds> thresholds,
    ThresholdCurve overall,
    Map<String, ThresholdCurve> perClass,
    List<String> classesWithoutGroundTruth,
    ConfusionCounts confusion,
    Calibration calibration,
    SizeScores sizes,
    List<WorstImage> worstImages) {
  public EvaluationDetails {
    requireNonNull(thresholds, "thresholds");
    requireNonNull(overall, "overall");
    perClass = Collections.unmodifiableMap(new TreeMap<>(perClass));
    classesWithoutGroundTruth = List.copyOf(classesWithoutGroundTruth);
    requireNonNull(confusion, "confusion");
    requireNonNull(calibration, "calibration");
    requireNonNull(sizes, "sizes");
    worstImages = List.copyOf(worstImages);
  }
}
