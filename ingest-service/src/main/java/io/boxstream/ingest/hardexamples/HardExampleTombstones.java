package io.boxstream.ingest.hardexamples;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.EventPublisher;
import io.boxstream.events.Topics;
import io.boxstream.ingest.intake.Acknowledgement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/** Writes the tombstones of dismissed examples. */
public final class HardExampleTombstones implements BiFunction<String, Optional<String>, Instant> {

  private final EventPublisher publisher;
  private final Duration timeout;

  /**
   * @param timeout how long to wait for an acknowledgement
   */
  public HardExampleTombstones(EventPublisher publisher, Duration timeout) {
    this.publisher = requireNonNull(publisher, "publisher");
    this.timeout = requireNonNull(timeout, "timeout");
  }

  /**
   * Publishes the tombstone of an example and waits until it is acknowledged.
   *
   * @param id of the example
   * @param caller who dismisses it; empty if unknown
   * @return its time
   * @throws io.boxstream.ingest.intake.LogUnavailableException if Kafka does not acknowledge in
   *     time
   */
  @Override
  public Instant apply(String id, Optional<String> caller) {
    return Acknowledgement.await(
        publisher
            .publishTombstone(Topics.HARD_EXAMPLES, id, caller)
            .thenApply(written -> Instant.ofEpochMilli(written.timestamp())),
        timeout);
  }
}
