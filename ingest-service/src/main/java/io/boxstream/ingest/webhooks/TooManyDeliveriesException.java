package io.boxstream.ingest.webhooks;

/** The queue of deliveries is full. */
public final class TooManyDeliveriesException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManyDeliveriesException(String limit) {
    super(limit + " of deliveries wait; GET /v1/webhooks/deliveries says for what");
  }
}
