package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.events.ImageContent;
import io.boxstream.images.CanonicalImage;

/**
 * Decides where an image's bytes are stored: inside its record up to a size, above it in the object
 * store.
 */
public final class ContentPlacement {

  private final Blobs blobs;
  private final int inlineLimit;

  /**
   * @param blobs store of large images
   * @param inlineLimit maximum size in bytes of an image inside its record
   */
  public ContentPlacement(Blobs blobs, int inlineLimit) {
    this.blobs = requireNonNull(blobs, "blobs");
    this.inlineLimit = inlineLimit;
  }

  /** Whether the image is stored inside its record, without a call to the object store. */
  boolean isInline(CanonicalImage image) {
    return image.bytes().length <= inlineLimit;
  }

  /**
   * Whether the bytes of a known image are where its record says. A large image is missing in a
   * store that is older than the log, as after a restore.
   */
  boolean isKept(CanonicalImage image) {
    return isInline(image) || blobs.contains(new BlobReference(image.id(), image.bytes().length));
  }

  /**
   * Creates the content of the event. A large image is in the object store when this method
   * returns.
   */
  ImageContent of(CanonicalImage image) {
    if (isInline(image)) {
      return new ImageContent.Inline(image.bytes());
    }
    BlobReference blob = blobs.put(image.bytes());
    return new ImageContent.Stored(blob.sha256(), blob.size());
  }
}
