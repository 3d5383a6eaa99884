package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.events.ImageContent;
import io.boxstream.images.CanonicalImage;

/** How an image travels: inside its record up to a size, above it through the object store. */
public final class ContentPlacement {

  private final Blobs blobs;
  private final int inlineLimit;

  /**
   * @param blobs where large images go
   * @param inlineLimit bytes of the largest image that travels inside its record
   */
  public ContentPlacement(Blobs blobs, int inlineLimit) {
    this.blobs = requireNonNull(blobs, "blobs");
    this.inlineLimit = inlineLimit;
  }

  /** Whether an image travels inside its record, so that the store is not asked. */
  boolean isInline(CanonicalImage image) {
    return image.bytes().length <= inlineLimit;
  }

  /** An image's content; a large one is in the store when this returns. */
  ImageContent of(CanonicalImage image) {
    if (isInline(image)) {
      return new ImageContent.Inline(image.bytes());
    }
    BlobReference blob = blobs.put(image.bytes());
    return new ImageContent.Stored(blob.sha256(), blob.size());
  }
}
