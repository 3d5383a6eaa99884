package io.boxstream.evaluator.score;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.ImageDecoder;
import io.boxstream.images.RgbImage;
import io.boxstream.images.UnreadableImageException;

/** Reads validation images as pixels. */
public final class DecodedImages {
  private final ValidationImages images;
  private final ImageDecoder decoder;

  public DecodedImages(ValidationImages images, ImageDecoder decoder) {
    this.images = requireNonNull(images, "images");
    this.decoder = requireNonNull(decoder, "decoder");
  }

  /**
   * The pixels of an image.
   *
   * @throws ImageUnavailableException if it was deleted or cannot be decoded
   */
  public RgbImage decode(ValidationImage image) throws ImageUnavailableException {
    byte[] bytes =
        images
            .bytes(image.id())
            .orElseThrow(() -> new ImageUnavailableException(image.id(), "was deleted"));
    try {
      return decoder.decode(bytes);
    } catch (UnreadableImageException e) {
      throw new ImageUnavailableException(image.id(), "cannot be decoded: " + e.getMessage());
    }
  }
}
