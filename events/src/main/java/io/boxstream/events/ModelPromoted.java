package io.boxstream.events;

import java.util.Optional;

/**
 * A new generation of a model. The promotion chain in the object store is the source of truth.
 *
 * @param model the name of the model
 * @param generation counts from 1
 * @param checkpointId the checkpoint to serve
 * @param manifestKey object key of its manifest
 * @param reason one human-readable sentence
 * @param decidedBy {@code policy}, or {@code hand} for a promotion by a person
 * @param voc07 the score on the validation set that led to it
 * @param caller who asked for it, verified only with access control; empty for promotions by the
 *     policy, and in version 1
 */
public record ModelPromoted(
    String model,
    long generation,
    String checkpointId,
    String manifestKey,
    String reason,
    String decidedBy,
    double voc07,
    Optional<String> caller)
    implements Event {
  public ModelPromoted {
    Checks.text(model, "model");
    Checks.positive(generation, "generation");
    Checks.text(checkpointId, "checkpointId");
    Checks.text(manifestKey, "manifestKey");
    Checks.text(reason, "reason");
    Checks.text(decidedBy, "decidedBy");
    Checks.fraction(voc07, "voc07");
    caller.ifPresent(value -> Checks.text(value, "caller"));
  }
}
