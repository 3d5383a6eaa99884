package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import io.boxstream.ingest.catalog.CatalogEntry;
import io.boxstream.ingest.catalog.ImageCatalog;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The topic of labelled images: what is on it, and the way onto it. Every write is acknowledged by
 * all in-sync replicas before it returns, and known to the catalog then.
 */
public final class ImageLog {

  private static final int STRIPES = 64;

  private final EventPublisher publisher;
  private final ImageCatalog catalog;
  private final SplitAllocator splits;
  private final Duration retryPolicy;
  private final Lock[] locks =
      IntStream.range(0, STRIPES).mapToObj(i -> new ReentrantLock()).toArray(Lock[]::new);

  /**
   * @param publisher the way onto the topic
   * @param catalog what is on it
   * @param retryPolicy how long to wait for an acknowledgement
   */
  public ImageLog(EventPublisher publisher, ImageCatalog catalog, Duration retryPolicy) {
    this.publisher = requireNonNull(publisher, "publisher");
    this.catalog = requireNonNull(catalog, "catalog");
    this.splits = new SplitAllocator(catalog::count);
    this.retryPolicy = requireNonNull(retryPolicy, "retryPolicy");
  }

  /**
   * Removes an image.
   *
   * @return false where it is not on the log
   */
  public boolean remove(String id) {
    return exclusively(
        id,
        () -> {
          if (find(id).isEmpty()) {
            return false;
          }
          RecordMetadata written =
              Acknowledgement.await(
                  publisher.publishTombstone(Topics.ANNOTATED_IMAGES, id), retryPolicy);
          catalog.removed(id, written.offset());
          return true;
        });
  }

  Optional<CatalogEntry> find(String id) {
    return catalog.find(id);
  }

  /** Whether there is an image in this split. */
  boolean has(Split split) {
    return catalog.count(split) > 0;
  }

  /** The split of a new image. The image must be published or {@link #abandon}ed after this. */
  Split allocate(String id, SplitAssignment assignment) {
    Set<Split> allowed = assignment.allowed();
    return allowed.size() == 1 ? allowed.iterator().next() : splits.allocate(id, allowed);
  }

  /** An image with an allocated split will not be published now. */
  void abandon(String id) {
    splits.failed(id);
  }

  void publish(AnnotatedImage image, CatalogEntry entry) {
    RecordMetadata written =
        Acknowledgement.await(publisher.publish(image.id(), image), retryPolicy);
    catalog.published(image.id(), entry, written.offset());
    splits.acknowledged(image.id());
  }

  /** Runs work on an image while nobody else works on the same one. */
  <T> T exclusively(String id, Supplier<T> work) {
    Lock lock = locks[Math.floorMod(id.hashCode(), STRIPES)];
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
