package io.boxstream.ingest.webhooks;

import java.time.Instant;
import java.util.Optional;

/** A delivery that waits, and its attempts. Thread-safe. */
final class WaitingDelivery {

  private final Delivery delivery;
  private int attempts;
  private Optional<String> failure = Optional.empty();
  private Optional<Instant> nextAttemptAt = Optional.empty();

  WaitingDelivery(Delivery delivery) {
    this.delivery = delivery;
  }

  Delivery delivery() {
    return delivery;
  }

  synchronized int attempts() {
    return attempts;
  }

  synchronized void begin() {
    attempts++;
    nextAttemptAt = Optional.empty();
  }

  synchronized void failed(String reason, Instant next) {
    failure = Optional.of(String.valueOf(reason));
    nextAttemptAt = Optional.of(next);
  }

  synchronized DeliveryStatus status() {
    return status(DeliveryState.QUEUED, Optional.empty(), failure, ImageCounts.NONE);
  }

  synchronized DeliveryStatus ended(DeliveryResult result, Instant now) {
    return status(result.state(), Optional.of(now), result.detail(), result.images());
  }

  private DeliveryStatus status(
      DeliveryState state, Optional<Instant> endedAt, Optional<String> detail, ImageCounts images) {
    return new DeliveryStatus(
        delivery.id(),
        delivery.tool(),
        delivery.event(),
        state,
        delivery.receivedAt(),
        endedAt,
        attempts,
        nextAttemptAt,
        detail,
        images);
  }
}
