package io.boxstream.inference.protocol;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.ImageLimits;

/**
 * What a request may cost.
 *
 * @param images most images of a request
 * @param image what one of them may cost
 */
public record InputLimits(int images, ImageLimits image) {

  public InputLimits {
    requireNonNull(image, "image");
    if (images < 1) {
      throw new IllegalArgumentException("images must be positive, was " + images);
    }
  }

  /** Refuses a number of images; what is below 1 is invalid, too many are too large. */
  void requireImages(long number) {
    if (number < 1) {
      throw ProtocolException.invalid("a request needs at least one image, not " + number);
    }
    if (number > images) {
      throw ProtocolException.tooLarge(
          "the request has %d images; %d are allowed (boxstream.inference.http.max-images)"
              .formatted(number, images));
    }
  }

  void requireBytes(long bytes) {
    if (bytes > image.maxBytes()) {
      throw ProtocolException.tooLarge(
          "an image has %d bytes; %d are allowed (boxstream.inference.images.max-size)"
              .formatted(bytes, image.maxBytes()));
    }
  }

  void requireSize(long width, long height) {
    if (width < 1 || height < 1) {
      throw ProtocolException.invalid("images of %d×%d pixels".formatted(width, height));
    }
    if (width > image.maxSide() || height > image.maxSide() || width * height > image.maxPixels()) {
      throw ProtocolException.tooLarge(
          "the images have %d×%d pixels; %d a side and %d in all are allowed"
              .formatted(width, height, image.maxSide(), image.maxPixels()));
    }
  }
}
