package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a model that may be served.
 *
 * @param name key of its promotion chain
 * @param primary whether it is always in memory
 * @param state what it is doing
 * @param identity what serves; empty unless it is loaded
 * @param bytes memory that it takes, by estimate; empty unless it is loaded
 * @param lastUsed when it was last asked; empty if never, or for the primary one
 * @param failure why the newest promotion does not serve
 */
public record ModelStatus(
    String name,
    boolean primary,
    ModelState state,
    Optional<ModelIdentity> identity,
    OptionalLong bytes,
    Optional<Instant> lastUsed,
    Optional<LoadFailure> failure) {

  public ModelStatus {
    requireNonNull(name, "name");
    requireNonNull(state, "state");
    requireNonNull(identity, "identity");
    requireNonNull(bytes, "bytes");
    requireNonNull(lastUsed, "lastUsed");
    requireNonNull(failure, "failure");
  }
}
