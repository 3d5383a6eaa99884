package io.boxstream.ingest.catalog;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.ImageEncoding;
import io.boxstream.images.PerceptualHash;
import java.util.Optional;

/**
 * The form of an image's canonical bytes.
 *
 * @param format how they are encoded
 * @param width of the upright image, in pixels
 * @param height of the upright image, in pixels
 * @param size number of bytes
 * @param perceptualHash what the image looks like; empty if its record does not have it
 */
public record ImageForm(
    ImageEncoding format,
    int width,
    int height,
    long size,
    Optional<PerceptualHash> perceptualHash) {

  /** Validates the components. */
  public ImageForm {
    requireNonNull(format, "format");
    requireNonNull(perceptualHash, "perceptualHash");
  }

  /** The area of the image, in pixels. */
  double area() {
    return (double) width * height;
  }
}
