package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.events.ImageContent;
import io.boxstream.pictures.CanonicalPicture;

/** How a picture travels: inside its record up to a size, above it through the object store. */
public final class Contents {

  private final Blobs blobs;
  private final int inlineLimit;

  /**
   * @param blobs where large pictures go
   * @param inlineLimit bytes of the largest picture that travels inside its record
   */
  public Contents(Blobs blobs, int inlineLimit) {
    this.blobs = requireNonNull(blobs, "blobs");
    this.inlineLimit = inlineLimit;
  }

  /** A picture's content; a large one is in the store when this returns. */
  ImageContent of(CanonicalPicture picture) {
    if (picture.bytes().length <= inlineLimit) {
      return new ImageContent.Inline(picture.bytes());
    }
    BlobReference blob = blobs.put(picture.bytes());
    return new ImageContent.Stored(blob.sha256(), blob.size());
  }
}
