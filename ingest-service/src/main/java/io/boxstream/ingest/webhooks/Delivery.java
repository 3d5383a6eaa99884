package io.boxstream.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * A delivery that was accepted, without its body.
 *
 * @param id of the delivery
 * @param tool that sent it
 * @param event what happened, as the tool names it
 * @param receivedAt when it came
 * @param sequence orders deliveries by their arrival
 * @param bytes length of its body
 */
public record Delivery(
    String id, Tool tool, String event, Instant receivedAt, long sequence, long bytes) {

  /** Validates the components. */
  public Delivery {
    requireNonNull(id, "id");
    requireNonNull(tool, "tool");
    requireNonNull(event, "event");
    requireNonNull(receivedAt, "receivedAt");
  }

  /** Name of its file; names are in the order of arrival. */
  @JsonIgnore
  String fileName() {
    return "%019d-%s.delivery".formatted(sequence, id);
  }
}
