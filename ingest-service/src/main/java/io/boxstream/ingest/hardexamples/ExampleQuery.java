package io.boxstream.ingest.hardexamples;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.HardExampleReason;
import java.util.Optional;

/**
 * Which examples are listed, in which order.
 *
 * @param order of the list
 * @param state only examples in this state
 * @param reason only examples with this reason
 */
public record ExampleQuery(
    Order order, Optional<ExampleState> state, Optional<HardExampleReason> reason) {

  public ExampleQuery {
    requireNonNull(order, "order");
    requireNonNull(state, "state");
    requireNonNull(reason, "reason");
  }

  /** The order of a list. */
  public enum Order {
    /** By falling score. */
    HARDEST,
    /** By falling time. */
    NEWEST
  }
}
