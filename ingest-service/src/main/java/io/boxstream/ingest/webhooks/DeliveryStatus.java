package io.boxstream.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;

/**
 * A delivery and what became of it.
 *
 * @param id of the delivery
 * @param tool that sent it
 * @param event what happened, as the tool names it
 * @param state what became of it
 * @param receivedAt when it came
 * @param endedAt when it was worked off; empty while it is queued
 * @param attempts how often it was tried, since the start of the service while it is queued
 * @param nextAttemptAt when it is tried again; empty unless it has failed and is queued
 * @param detail why it is not done, or what is special about it
 * @param images what it did to images
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record DeliveryStatus(
    String id,
    Tool tool,
    String event,
    DeliveryState state,
    Instant receivedAt,
    Optional<Instant> endedAt,
    int attempts,
    Optional<Instant> nextAttemptAt,
    Optional<String> detail,
    ImageCounts images) {

  /** Validates the components. */
  public DeliveryStatus {
    requireNonNull(id, "id");
    requireNonNull(tool, "tool");
    requireNonNull(event, "event");
    requireNonNull(state, "state");
    requireNonNull(receivedAt, "receivedAt");
    requireNonNull(endedAt, "endedAt");
    requireNonNull(nextAttemptAt, "nextAttemptAt");
    requireNonNull(detail, "detail");
    requireNonNull(images, "images");
  }
}
