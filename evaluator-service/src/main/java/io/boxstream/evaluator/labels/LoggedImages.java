package io.boxstream.evaluator.labels;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.ImageContent;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.RgbImage;

/** Reads images of the log as pixels. */
public final class LoggedImages {
  private final Blobs blobs;
  private final ImageDecoder decoder;

  /**
   * @param blobs has the images that are too large for the log
   */
  public LoggedImages(Blobs blobs, ImageDecoder decoder) {
    this.blobs = requireNonNull(blobs, "blobs");
    this.decoder = requireNonNull(decoder, "decoder");
  }

  /**
   * The pixels of an image.
   *
   * @throws io.boxstream.images.UnreadableImageException if it cannot be decoded
   * @throws io.boxstream.artifacts.store.ObjectNotFoundException if the store does not have it
   */
  RgbImage decode(AnnotatedImage image) {
    return decoder.decode(bytes(image.image()));
  }

  private byte[] bytes(ImageContent content) {
    if (content instanceof ImageContent.Inline inline) {
      return inline.bytes();
    }
    ImageContent.Stored stored = (ImageContent.Stored) content;
    return blobs.read(new BlobReference(stored.sha256(), stored.size()));
  }
}
