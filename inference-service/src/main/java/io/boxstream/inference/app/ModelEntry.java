package io.boxstream.inference.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.boxstream.inference.model.LoadFailure;
import io.boxstream.inference.model.ModelStatus;
import io.boxstream.inference.serve.ThresholdSelector;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A model that may be served.
 *
 * @param name that requests give
 * @param primary whether it answers requests that name none, and is always in memory
 * @param state {@code loaded}, {@code loading}, {@code unloaded} or {@code failed}
 * @param memoryBytes that it takes, by estimate; absent unless it is loaded
 * @param lastUsed when it was last asked; absent if never, or for the primary one
 * @param failure why its newest promotion does not serve; absent if it does
 * @param serving what answers; absent unless it is loaded
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ModelEntry(
    String name,
    boolean primary,
    @Schema(enumeration = {"unloaded", "loading", "loaded", "failed"}) String state,
    OptionalLong memoryBytes,
    Optional<Instant> lastUsed,
    Optional<Failure> failure,
    Optional<ModelDescription> serving) {

  /**
   * Why a promotion does not serve.
   *
   * @param reason the error
   * @param attempts in a row that ended so
   * @param at when the latest one ended
   */
  public record Failure(String reason, int attempts, Instant at) {
    private static Failure of(LoadFailure failure) {
      return new Failure(failure.reason(), failure.attempts(), failure.at());
    }
  }

  static ModelEntry of(ModelStatus status, ThresholdSelector thresholds) {
    return new ModelEntry(
        status.name(),
        status.primary(),
        status.state().code(),
        status.bytes(),
        status.lastUsed(),
        status.failure().map(Failure::of),
        status.identity().map(identity -> ModelDescription.of(identity, thresholds.of(identity))));
  }
}
