package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.LabelRevision;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import io.boxstream.events.TraceContext;
import io.boxstream.images.PerceptualHash;
import io.boxstream.ingest.catalog.CatalogImage;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.catalog.RecordAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Reads and writes the topic of labelled images. A write completes when all in-sync replicas have
 * acknowledged it and the catalog is updated.
 */
public final class ImageLog {

  private final EventPublisher publisher;
  private final ImageCatalog catalog;
  private final SplitAllocator splits;
  private final NearDuplicates nearDuplicates;
  private final NearDuplicatePolicy policy;
  private final IntakeThreads threads;
  private final Duration acknowledgementTimeout;

  /** The completion of the latest work on each image in progress. */
  private final Map<String, CompletableFuture<Void>> newestWork = new ConcurrentHashMap<>();

  /**
   * @param publisher publishes to the topic
   * @param catalog index of the topic
   * @param threads threads that complete the work
   * @param nearDuplicates what happens to images that look nearly the same
   * @param acknowledgementTimeout how long {@link #await} waits
   */
  public ImageLog(
      EventPublisher publisher,
      ImageCatalog catalog,
      IntakeThreads threads,
      NearDuplicateSettings nearDuplicates,
      Duration acknowledgementTimeout) {
    this.publisher = requireNonNull(publisher, "publisher");
    this.catalog = requireNonNull(catalog, "catalog");
    this.splits = new SplitAllocator(catalog::count);
    this.nearDuplicates = new NearDuplicates(catalog, nearDuplicates.distance());
    this.policy = nearDuplicates.policy();
    this.threads = requireNonNull(threads, "threads");
    this.acknowledgementTimeout = requireNonNull(acknowledgementTimeout, "acknowledgementTimeout");
  }

  /**
   * Removes an image.
   *
   * @param condition accepts the {@link CatalogImage#version} of the image
   * @param caller who removes it; empty if unknown
   * @throws UnknownImageException if the image does not exist
   * @throws StaleVersionException if the condition refuses its version
   */
  public void remove(String id, Predicate<String> condition, Optional<String> caller) {
    await(exclusively(id, () -> removal(id, condition, caller)));
  }

  /**
   * Finds an image in a state that the caller expects. The caller works on it {@link #exclusively}.
   *
   * @throws UnknownImageException if the image does not exist
   * @throws StaleVersionException if the condition refuses its version
   */
  CatalogImage require(String id, Predicate<String> condition) {
    CatalogImage image = find(id).orElseThrow(() -> new UnknownImageException(id));
    if (!condition.test(image.version())) {
      throw new StaleVersionException(id, image.version());
    }
    return image;
  }

  /**
   * Waits for work that ends with an acknowledgement and returns its result.
   *
   * @throws LogUnavailableException if Kafka does not acknowledge in time
   */
  public <T> T await(CompletableFuture<T> work) {
    return Acknowledgement.await(work, acknowledgementTimeout);
  }

  Optional<CatalogImage> find(String id) {
    return catalog.find(id);
  }

  /** The labels that an image has and had, newest first, as far as an event may hold them. */
  List<LabelRevision> revisions(CatalogImage image) {
    return LabelHistory.of(image.labels(), catalog.history(image));
  }

  /** Whether there is an image in this split. */
  boolean has(Split split) {
    return catalog.count(split) > 0;
  }

  /**
   * Allocates the split of a new image: the split of an image that it looks nearly the same as, if
   * it may go there. The caller must then publish or {@link #abandon} the image.
   *
   * @param hash what the image looks like
   * @throws RejectedImageException if the split that is named would leak, and the policy is strict
   */
  Allocation allocate(String id, PerceptualHash hash, SplitAssignment assignment) {
    if (policy == NearDuplicatePolicy.OFF) {
      return new Allocation(split(id, assignment), Optional.empty());
    }
    try {
      Allocation allocation = allocation(id, assignment, nearDuplicates.begin(id, hash));
      nearDuplicates.decided(id, allocation.split());
      return allocation;
    } catch (RuntimeException e) {
      nearDuplicates.ended(id);
      throw e;
    }
  }

  private Allocation allocation(
      String id, SplitAssignment assignment, Optional<NearDuplicate> nearest) {
    if (nearest.isEmpty()) {
      return new Allocation(split(id, assignment), nearest);
    }
    NearDuplicate other = nearest.get();
    if (assignment.allowed().size() > 1) {
      Split split = splits.join(id, other.split());
      boolean joined = split == other.split();
      return new Allocation(
          split,
          Optional.of(new NearDuplicate(other.id(), other.split(), other.distance(), joined)));
    }
    Split split = split(id, assignment);
    if (!other.leaksInto(split)) {
      return new Allocation(split, Optional.empty());
    }
    if (policy == NearDuplicatePolicy.STRICT) {
      throw new RejectedImageException(
          RejectionReason.SPLIT_LEAKAGE,
          ("the image looks nearly the same as image %s, which is in %s; it cannot go into %s."
                  + " Send it without a split, or into %s")
              .formatted(other.id(), other.split().code(), split.code(), other.split().code()));
    }
    return new Allocation(split, nearest);
  }

  private Split split(String id, SplitAssignment assignment) {
    Set<Split> allowed = assignment.allowed();
    return allowed.size() == 1 ? allowed.iterator().next() : splits.allocate(id, allowed);
  }

  /** Releases the allocated split of an image that will not be published now. */
  void abandon(String id) {
    splits.failed(id);
    nearDuplicates.ended(id);
  }

  /** Publishes an image. Completes when it is acknowledged and in the catalog. */
  CompletableFuture<Void> publish(AnnotatedImage image) {
    AnnotatedImage described = image.withoutBytes();
    return indexed(
        () -> publisher.publish(image.id(), image),
        (record, at) -> {
          catalog.published(described, record, at);
          splits.acknowledged(described.id());
          nearDuplicates.ended(described.id());
        });
  }

  /** Writes a record, and applies it to the catalog when it is acknowledged. */
  private CompletableFuture<Void> indexed(
      Supplier<CompletableFuture<RecordMetadata>> write,
      BiConsumer<RecordAddress, Instant> application) {
    CompletableFuture<RecordMetadata> sent = write.get();
    catalog.own().begun();
    return sent.thenAcceptAsync(
            written -> {
              RecordAddress record = new RecordAddress(written.partition(), written.offset());
              application.accept(record, Instant.ofEpochMilli(written.timestamp()));
              catalog.own().indexed(record);
            },
            threads.acknowledgements())
        .whenComplete((nothing, failure) -> catalog.own().ended());
  }

  /**
   * Runs work on an image exclusively, in the order of the calls. If no other work on the image is
   * in progress, it starts before this method returns; otherwise it starts on a thread that may
   * block.
   */
  <T> CompletableFuture<T> exclusively(String id, Supplier<CompletableFuture<T>> work) {
    Optional<TraceContext> trace = TraceContext.current();
    CompletableFuture<Void> end = new CompletableFuture<>();
    CompletableFuture<Void> before = newestWork.put(id, end);
    CompletableFuture<T> result =
        before == null
            ? begun(work)
            : before.thenComposeAsync(
                none -> TraceContext.during(trace, () -> begun(work)), threads.blocking());
    return result.whenComplete(
        (value, failure) -> {
          newestWork.remove(id, end);
          end.complete(null);
        });
  }

  private <T> CompletableFuture<T> begun(Supplier<CompletableFuture<T>> work) {
    try {
      catalog.requireRoom();
      return work.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<Void> removal(
      String id, Predicate<String> condition, Optional<String> caller) {
    CatalogImage unused = require(id, condition);
    return indexed(
        () -> publisher.publishTombstone(Topics.ANNOTATED_IMAGES, id, caller),
        (record, at) -> catalog.removed(id, record));
  }
}
