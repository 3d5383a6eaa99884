package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How models that are loaded on request are kept.
 *
 * @param memory of all models together, the primary one included, in bytes
 * @param patience how long requests for a model wait until another can be unloaded for it
 * @param update how the promotion chains of loaded models are followed, and when a model that
 *     cannot be loaded is tried again
 */
public record ExtraSettings(long memory, Duration patience, UpdateSettings update) {

  public ExtraSettings {
    requireNonNull(patience, "patience");
    requireNonNull(update, "update");
    if (memory < 1 || patience.isNegative()) {
      throw new IllegalArgumentException(
          "memory must be positive and patience not negative, were %d and %s"
              .formatted(memory, patience));
    }
  }
}
