package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How images become batches.
 *
 * @param maximum most images of one batch
 * @param objective what a request may take, decoding excluded, which limits batches further; empty
 *     for no objective
 * @param linger how long a batch that is not full waits for more; zero to take what is there
 * @param queueBytes pixels that may wait for the engine, in bytes
 * @param decoders threads that decode
 * @param runners threads that take batches to the engine
 * @param shares how the sources of requests share the engine
 */
public record BatchSettings(
    int maximum,
    Optional<Duration> objective,
    Duration linger,
    long queueBytes,
    int decoders,
    int runners,
    Shares shares) {

  /** Decoded batches that wait for each runner while it computes one. */
  private static final int BATCHES_AHEAD = 2;

  public BatchSettings {
    requireNonNull(objective, "objective");
    requireNonNull(linger, "linger");
    requireNonNull(shares, "shares");
    if (maximum < 1 || decoders < 1 || runners < 1 || queueBytes < 1 || linger.isNegative()) {
      throw new IllegalArgumentException(
          "maximum, decoders, runners and queueBytes must be positive and linger not negative, were %d, %d, %d, %d, %s"
              .formatted(maximum, decoders, runners, queueBytes, linger));
    }
  }

  /**
   * Decoded images that may wait for the engine: enough that it never waits for a decoder, and few,
   * because their order does not change any more.
   */
  int queueImages() {
    return BATCHES_AHEAD * maximum * runners;
  }
}
