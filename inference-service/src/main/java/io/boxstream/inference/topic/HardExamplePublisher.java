package io.boxstream.inference.topic;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.events.DetectionResult.ImageSize;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.HardExample;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.Topics;
import io.boxstream.images.CanonicalImage;
import io.boxstream.images.CanonicalImages;
import io.boxstream.inference.hardexamples.Candidate;
import io.boxstream.inference.hardexamples.HardExampleSink;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.DetectionResults;
import java.util.Optional;

/**
 * Publishes hard examples with the canonical bytes of their images, so that an image that is
 * labelled later has the same id in the data set. Large images go to the quarantine in the object
 * store, because retention removes them there, and nobody has accepted them yet.
 */
public final class HardExamplePublisher implements HardExampleSink {
  private final CanonicalImages images;
  private final Blobs quarantine;
  private final EventPublisher publisher;

  /**
   * @param images makes images canonical
   * @param quarantine takes the bytes that are too large for an event
   * @param publisher writes the events
   */
  public HardExamplePublisher(CanonicalImages images, Blobs quarantine, EventPublisher publisher) {
    this.images = requireNonNull(images, "images");
    this.quarantine = requireNonNull(quarantine, "quarantine");
    this.publisher = requireNonNull(publisher, "publisher");
  }

  /**
   * Publishes an example and returns when it is acknowledged.
   *
   * @throws io.boxstream.images.UnreadableImageException if the image has no canonical form
   * @throws io.boxstream.artifacts.store.StoreUnavailableException if the store does not answer
   * @throws io.boxstream.events.PublishException if the broker does not acknowledge
   */
  @Override
  public void publish(Candidate candidate) {
    CanonicalImage image = images.canonicalize(candidate.image());
    publisher.publishAndWait(image.id(), event(candidate, image));
  }

  private HardExample event(Candidate candidate, CanonicalImage image) {
    Answer answer = candidate.answer();
    return new HardExample(
        image.id(),
        candidate.reasons(),
        candidate.boxes(),
        content(image),
        Optional.of(candidate.score()),
        Optional.of(
            switch (image.format()) {
              case JPEG -> ImageEncoding.JPEG;
              case PNG -> ImageEncoding.PNG;
            }),
        Optional.of(new ImageSize(image.width(), image.height())),
        Optional.of(DetectionResults.model(answer.identity())),
        Optional.of(candidate.origin()));
  }

  private ImageContent content(CanonicalImage image) {
    if (image.bytes().length <= Topics.INLINE_IMAGE_LIMIT_BYTES) {
      return new ImageContent.Inline(image.bytes());
    }
    BlobReference blob = quarantine.put(image.bytes());
    return new ImageContent.Stored(blob.sha256(), blob.size());
  }
}
