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
 * Keeps what was refused: first the original bytes in object storage, then the rejection on its
 * topic. The same image refused twice is one rejection.
 */
public final class Quarantine {

  private final Blobs blobs;
  private final EventPublisher publisher;
  private final RejectionCatalog catalog;
  private final Clock clock;
  private final IntakeThreads threads;
  private final Duration acknowledgementTimeout;

  /**
   * @param blobs where original bytes go
   * @param publisher the way onto the topic
   * @param catalog is told what is on the topic
   * @param clock says when
   * @param threads on which keeping ends
   * @param acknowledgementTimeout how long a release waits for its acknowledgement
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
   * Keeps a refused submission. The bytes are safe when this returns, the rejection when the result
   * completes.
   *
   * @param imageId the image's identity; empty where it has none
   * @return the rejection's id
   */
  CompletableFuture<String> keep(
      Submission submission, Optional<String> imageId, RejectedImageException refusal) {
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
            clock.instant());
    return publisher
        .publish(rejection.id(), rejection)
        .thenApplyAsync(
            written -> {
              catalog.rejected(rejection);
              return rejection.id();
            },
            threads.acknowledgements());
  }

  /** Takes a rejection off the list: its image is on the log now. */
  public void release(String rejectionId) {
    Acknowledgement.await(
        publisher.publishTombstone(Topics.REJECTED_IMAGES, rejectionId), acknowledgementTimeout);
    catalog.mended(rejectionId);
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
