package io.boxstream.inference.app;

import io.boxstream.inference.model.ModelIdentity;
import java.util.List;
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
 */
public record ModelDescription(
    String model,
    long generation,
    String checkpointId,
    List<String> classes,
    String preset,
    OptionalDouble voc07) {

  static ModelDescription of(ModelIdentity identity) {
    return new ModelDescription(
        identity.model(),
        identity.generation(),
        identity.checkpointId(),
        identity.classes(),
        identity.preset(),
        identity.voc07());
  }
}
