package io.boxstream.ingest.suspects;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How suspects are found and dismissed.
 *
 * @param distance bits of 64 in which the perceptual hashes of near-duplicates differ at most
 * @param acknowledgementTimeout how long a dismissal waits for Kafka
 */
public record SuspectSettings(int distance, Duration acknowledgementTimeout) {

  /** Validates the components. */
  public SuspectSettings {
    requireNonNull(acknowledgementTimeout, "acknowledgementTimeout");
  }
}
