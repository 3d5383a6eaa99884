package io.boxstream.trainer.reproduction;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Arrangement;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Provenance;
import java.util.Optional;

/**
 * What the bits of a result depend on besides data, recipe and seed.
 *
 * @param arrangement how each batch was spread
 * @param processor model of the processor; absent if it is not known
 * @param engine name and version of the engine
 */
public record TrainingConditions(
    Arrangement arrangement,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> processor,
    String engine) {

  public TrainingConditions {
    requireNonNull(arrangement, "arrangement");
    requireNonNull(processor, "processor");
    requireNonNull(engine, "engine");
  }

  /** The conditions that a manifest records. */
  public static TrainingConditions of(Provenance provenance) {
    return new TrainingConditions(
        provenance.arrangement(), provenance.processor(), provenance.engine());
  }

  /** In words, for people. */
  @Override
  public String toString() {
    return "batches spread as %s over %s, %s, %s"
        .formatted(
            arrangement.images(),
            arrangement.devices(),
            processor.orElse("an unknown processor"),
            engine);
  }
}
