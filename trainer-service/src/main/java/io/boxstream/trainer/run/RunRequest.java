package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A requested run.
 *
 * @param id the run's id from here on
 * @param requestedAt when
 * @param requestedBy name of the caller, {@link #BY_HAND} if it is unknown, or {@link #BY_IMAGES}
 * @param overrides what it changes about the configured recipe
 */
public record RunRequest(
    String id, Instant requestedAt, String requestedBy, RunOverrides overrides) {

  /** A person or a program asked over HTTP. */
  public static final String BY_HAND = "hand";

  /** The start policy found enough new images. */
  public static final String BY_IMAGES = "images";

  public RunRequest {
    requireNonNull(id, "id");
    requireNonNull(requestedAt, "requestedAt");
    requireNonNull(requestedBy, "requestedBy");
    requireNonNull(overrides, "overrides");
  }
}
