package io.boxstream.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The result of an attempt that need not be repeated.
 *
 * @param state {@code DONE}, {@code IGNORED} or {@code REJECTED}
 * @param detail what is special about it
 * @param images what it did to images
 */
public record DeliveryResult(DeliveryState state, Optional<String> detail, ImageCounts images) {

  /** Validates the components. */
  public DeliveryResult {
    requireNonNull(state, "state");
    requireNonNull(detail, "detail");
    requireNonNull(images, "images");
  }

  /** A delivery that does not concern the data set. */
  public static DeliveryResult ignored(String reason) {
    return new DeliveryResult(DeliveryState.IGNORED, Optional.of(reason), ImageCounts.NONE);
  }
}
