package io.boxstream.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.consume.Backoff;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Limits of the queue of deliveries.
 *
 * @param directory for its files
 * @param waiting most deliveries that wait
 * @param waitingBytes most bytes of their bodies
 * @param backoff delays between attempts
 * @param giveUpAfter age at which a delivery fails whose tool is unavailable
 */
public record WebhookSettings(
    Path directory, int waiting, long waitingBytes, Backoff backoff, Duration giveUpAfter) {

  /** Validates the components. */
  public WebhookSettings {
    requireNonNull(directory, "directory");
    requireNonNull(backoff, "backoff");
    requireNonNull(giveUpAfter, "giveUpAfter");
    if (waiting < 1 || waitingBytes < 1) {
      throw new IllegalArgumentException("queue of " + waiting + ", " + waitingBytes + " bytes");
    }
  }
}
