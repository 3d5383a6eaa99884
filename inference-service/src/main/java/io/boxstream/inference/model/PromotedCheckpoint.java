package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;

/**
 * The newest link of a promotion chain, as far as serving needs it.
 *
 * @param model name of the model
 * @param generation place on the chain, from 1
 * @param checkpointId the promoted checkpoint
 * @param manifestKey where its manifest lies in the store
 * @param voc07 its score in [0, 1], empty when the promotion names none
 */
public record PromotedCheckpoint(
    String model, long generation, String checkpointId, String manifestKey, OptionalDouble voc07) {

  public PromotedCheckpoint {
    requireNonNull(model, "model");
    requireNonNull(checkpointId, "checkpointId");
    requireNonNull(manifestKey, "manifestKey");
    requireNonNull(voc07, "voc07");
    if (generation < 1) {
      throw new IllegalArgumentException("generation must be at least 1, was " + generation);
    }
  }
}
