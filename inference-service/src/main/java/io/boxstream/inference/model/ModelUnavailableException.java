package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** A model cannot be loaded now. It is tried again later, not at every request. */
public final class ModelUnavailableException extends RuntimeException {
  private final Duration retryAfter;

  /**
   * @param message which model and why, for a client
   * @param retryAfter when it is tried again
   */
  public ModelUnavailableException(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = requireNonNull(retryAfter, "retryAfter");
  }

  /** When it is tried again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
