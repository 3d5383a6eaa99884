package io.boxstream.inference.drift;

import static java.util.Objects.requireNonNull;

import io.boxstream.inference.model.ModelIdentity;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known about drift now.
 *
 * @param status whether traffic is watched, and if not, why
 * @param model whose traffic it is; empty before the first request
 * @param images images of the window that is being filled
 * @param since when its first image was answered; empty before that
 * @param latest what the latest window of this model says; empty before its end
 */
public record DriftState(
    Status status,
    Optional<ModelIdentity> model,
    int images,
    Optional<Instant> since,
    Optional<DriftFinding> latest) {

  /** Whether the traffic of a model is watched. */
  public enum Status {
    /** It is turned off in the configuration. */
    OFF,
    /** No image was answered yet, or the reference is not read yet. */
    WAITING,
    /** The evaluation of the model has nothing to compare with. */
    NO_REFERENCE,
    /** Windows are compared. */
    WATCHING
  }

  public DriftState {
    requireNonNull(status, "status");
    requireNonNull(model, "model");
    requireNonNull(since, "since");
    requireNonNull(latest, "latest");
  }

  /** Nothing is known. */
  public static DriftState of(Status status) {
    return new DriftState(status, Optional.empty(), 0, Optional.empty(), Optional.empty());
  }
}
