package io.boxstream.ingest.webhooks.task;

import io.boxstream.ingest.intake.OriginalBytes;

/** Fetches the image of a task. */
@FunctionalInterface
public interface ImageSupplier {

  /**
   * Fetches an image.
   *
   * @param address of the image, as the tool gives it
   * @throws io.boxstream.fetch.FetchException if it is not fetched
   * @throws io.boxstream.ingest.webhooks.UnusableDeliveryException if nothing can be fetched there
   */
  OriginalBytes fetch(String address);
}
