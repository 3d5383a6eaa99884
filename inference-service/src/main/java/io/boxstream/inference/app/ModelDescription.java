package io.boxstream.inference.app;

import io.boxstream.inference.model.ModelIdentity;
import io.boxstream.inference.serve.ServedThresholds;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The model that serves.
 *
 * @param model its name
 * @param generation its place on the promotion chain
 * @param checkpointId the promoted checkpoint
 * @param classes the labels it knows
 * @param preset its network
 * @param voc07 its score on the validation images at promotion, absent if the promotion names none
 * @param threshold the lowest score of detections in results of requests that name none
 */
public record ModelDescription(
    String model,
    long generation,
    String checkpointId,
    List<String> classes,
    String preset,
    OptionalDouble voc07,
    Threshold threshold) {

  static ModelDescription of(ModelIdentity identity, ServedThresholds thresholds) {
    return new ModelDescription(
        identity.model(),
        identity.generation(),
        identity.checkpointId(),
        identity.classes(),
        identity.preset(),
        identity.voc07(),
        new Threshold(
            thresholds.source().name().toLowerCase(Locale.ROOT),
            thresholds.thresholds().overall(),
            thresholds.thresholds().perClass()));
  }

  /**
   * The lowest score of detections in results.
   *
   * @param source {@code configuration}, {@code evaluation} or {@code fallback}
   * @param overall for classes without their own
   * @param perClass by label
   */
  public record Threshold(String source, double overall, Map<String, Double> perClass) {}
}
