package io.boxstream.events;

/**
 * A model's new generation. The promotion chain in the object store is the truth.
 *
 * @param model the name of the model
 * @param generation counts from 1
 * @param checkpointId what serves from now on
 * @param manifestKey where its manifest lies
 * @param reason one sentence for a person
 * @param decidedBy the policy or the person that decided
 * @param voc07 the score on the validation set that led to it
 */
public record ModelPromoted(
    String model,
    long generation,
    String checkpointId,
    String manifestKey,
    String reason,
    String decidedBy,
    double voc07)
    implements Event {
  public ModelPromoted {
    Checks.text(model, "model");
    Checks.positive(generation, "generation");
    Checks.text(checkpointId, "checkpointId");
    Checks.text(manifestKey, "manifestKey");
    Checks.text(reason, "reason");
    Checks.text(decidedBy, "decidedBy");
    Checks.fraction(voc07, "voc07");
  }
}
