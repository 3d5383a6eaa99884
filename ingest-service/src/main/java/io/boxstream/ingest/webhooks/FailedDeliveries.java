package io.boxstream.ingest.webhooks;

import io.boxstream.ingest.disk.DiskFullException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The bodies of deliveries that failed. Without its body a delivery cannot be repeated, because the
 * tools do not send it again.
 */
final class FailedDeliveries {

  private static final Logger LOG = System.getLogger(FailedDeliveries.class.getName());

  private final DeliveryFiles files;
  private final long mostBytes;

  /**
   * @param directory for the bodies
   * @param mostBytes most bytes of all bodies
   */
  FailedDeliveries(Path directory, long mostBytes) {
    this.files = new DeliveryFiles(directory);
    this.mostBytes = mostBytes;
  }

  /** Keeps a body if there is space for it. */
  void keep(Delivery delivery, byte[] body) {
    try {
      files.write(delivery, body);
      files.trim(DeliveryHistory.KEPT, mostBytes);
    } catch (DiskFullException e) {
      LOG.log(
          Level.WARNING,
          "the failed delivery {0} cannot be repeated: {1}",
          delivery.id(),
          e.getMessage());
    }
  }

  Optional<Delivery> find(String id) {
    return files.all().stream().filter(delivery -> delivery.id().equals(id)).findFirst();
  }

  byte[] body(Delivery delivery) {
    return files.body(delivery);
  }

  void remove(Delivery delivery) {
    files.remove(delivery);
  }
}
