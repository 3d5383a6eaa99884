package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** The limit of concurrent requests is reached. Retriable. */
public final class OverloadedException extends InferenceException {
  private final Duration retryAfter;

  /**
   * @param message what was exceeded
   * @param retryAfter when there is room, by estimate
   */
  public OverloadedException(String message, Duration retryAfter) {
    super(message, null);
    this.retryAfter = requireNonNull(retryAfter, "retryAfter");
  }

  /** When there is room, by estimate. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
