package io.boxstream.ingest.webhooks;

/** A delivery can never be applied. The message says why and what to do. */
public final class UnusableDeliveryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message why, for the person who set up the webhook
   */
  public UnusableDeliveryException(String message) {
    super(message);
  }
}
