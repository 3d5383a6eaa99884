package io.boxstream.ingest.catalog;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.ImageEncoding;

/**
 * The form of an image's canonical bytes.
 *
 * @param format their encoding
 * @param width of the upright image, in pixels
 * @param height of the upright image, in pixels
 * @param size in bytes
 */
public record ImageForm(ImageEncoding format, int width, int height, long size) {

  /** Validates the components. */
  public ImageForm {
    requireNonNull(format, "format");
  }

  /** The area of the image, in pixels. */
  double area() {
    return (double) width * height;
  }
}
