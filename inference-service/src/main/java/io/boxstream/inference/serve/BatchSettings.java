package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How pictures become batches.
 *
 * @param maximum most pictures of one batch
 * @param linger how long a batch that is not full waits for more; zero to take what is there
 * @param queueBytes pixels that may wait for the engine, in bytes
 * @param decoders threads that decode
 */
public record BatchSettings(int maximum, Duration linger, long queueBytes, int decoders) {

  public BatchSettings {
    requireNonNull(linger, "linger");
    if (maximum < 1 || decoders < 1 || queueBytes < 1 || linger.isNegative()) {
      throw new IllegalArgumentException(
          "maximum, decoders and queueBytes must be positive and linger not negative, were %d, %d, %d, %s"
              .formatted(maximum, decoders, queueBytes, linger));
    }
  }
}
