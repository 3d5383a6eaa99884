package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.ScoreThresholds;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which model answers. Every result carries the generation and the checkpoint.
 *
 * @param model name of the model, the key of its promotion chain
 * @param generation place on the promotion chain, from 1
 * @param checkpointId the promoted checkpoint
 * @param preset name of the network preset
 * @param classes the labels by class index
 * @param voc07 the evaluator's score in [0, 1] at promotion; empty when the promotion names none
 * @param thresholds the score thresholds with the best F1 in the evaluation that the promotion
 *     names; empty when it has none
 */
public record ModelIdentity(
    String model,
    long generation,
    String checkpointId,
    String preset,
    List<String> classes,
    OptionalDouble voc07,
    Optional<ScoreThresholds> thresholds) {

  public ModelIdentity {
    requireNonNull(model, "model");
    requireNonNull(checkpointId, "checkpointId");
    requireNonNull(preset, "preset");
    requireNonNull(voc07, "voc07");
    requireNonNull(thresholds, "thresholds");
    classes = List.copyOf(classes);
    if (generation < 1) {
      throw new IllegalArgumentException("generation must be at least 1, was " + generation);
    }
    if (classes.isEmpty()) {
      throw new IllegalArgumentException("model " + checkpointId + " has no classes");
    }
  }
}
