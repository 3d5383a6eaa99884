package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.StoredBytes;
import io.boxstream.events.Topics;
import io.boxstream.ingest.catalog.RejectionCatalog;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Stores rejected images: first the original bytes in the object store, then the rejection on its
 * topic. An image that is rejected twice is one rejection.
 */
public final class Quarantine {

  private final Blobs blobs;
  private final EventPublisher publisher;
  private final RejectionCatalog catalog;
  private final Clock clock;
  private final IntakeThreads threads;
  private final Duration acknowledgementTimeout;

  /**
   * @param blobs store of the original bytes
   * @param publisher publishes to the topic
   * @param catalog index of the topic
   * @param clock time of rejections
   * @param threads threads that complete the work
   * @param acknowledgementTimeout how long {@link #release} waits for the acknowledgement
   */
  public Quarantine(
      Blobs blobs,
      EventPublisher publisher,
      RejectionCatalog catalog,
      Clock clock,
      IntakeThreads threads,
      Duration acknowledgementTimeout) {
    this.blobs = requireNonNull(blobs, "blobs");
    this.publisher = requireNonNull(publisher, "publisher");
    this.catalog = requireNonNull(catalog, "catalog");
    this.clock = requireNonNull(clock, "clock");
    this.threads = requireNonNull(threads, "threads");
    this.acknowledgementTimeout = requireNonNull(acknowledgementTimeout, "acknowledgementTimeout");
  }

  /**
   * Stores a rejected submission. The bytes are durable when this method returns, the rejection
   * when the result completes.
   *
   * @param imageId the image id; empty if there is none
   * @param importId the import that it comes with; empty if it comes alone
   * @return the rejection's id
   */
  CompletableFuture<String> keep(
      Submission submission,
      Optional<String> imageId,
      Optional<String> importId,
      RejectedImageException refusal) {
    catalog.requireRoom();
    Optional<StoredBytes> original = submission.original().keep(blobs);
    RejectedImage rejection =
        new RejectedImage(
            imageId.orElseGet(() -> requestId(submission)),
            refusal.reason(),
            refusal.getMessage(),
            submission.labels().kept(),
            original,
            submission.source(),
            submission.placement().wanted(),
            clock.instant(),
            importId);
    return publisher
        .publish(rejection.id(), rejection)
        .thenApplyAsync(
            written -> {
              catalog.rejected(rejection);
              return rejection.id();
            },
            threads.acknowledgements());
  }

  /** Removes a rejection whose image has been accepted. */
  public void release(String rejectionId) {
    Acknowledgement.await(
        publisher.publishTombstone(Topics.REJECTED_IMAGES, rejectionId), acknowledgementTimeout);
    catalog.removed(rejectionId);
  }

  /**
   * Removes a rejection that someone does not want to mend, and returns when that is durable. Does
   * nothing if there is none. The original bytes stay until retention removes them.
   *
   * @param caller who dismisses it; empty if unknown
   * @throws LogUnavailableException if Kafka does not acknowledge in time
   * @throws io.boxstream.ingest.disk.DiskFullException while the index waits for space
   */
  public void dismiss(String rejectionId, Optional<String> caller) {
    catalog.requireRoom();
    if (catalog.find(rejectionId).isPresent()) {
      Acknowledgement.await(
          publisher.publishTombstone(Topics.REJECTED_IMAGES, rejectionId, caller),
          acknowledgementTimeout);
      catalog.removed(rejectionId);
    }
  }

  private static String requestId(Submission submission) {
    String identity =
        String.join(
            "\n",
            submission.source().kind(),
            submission.source().name(),
            submission.original().fingerprint());
    return Sha256.of(identity.getBytes(StandardCharsets.UTF_8));
  }
}
