package io.boxstream.inference.serve;

import io.boxstream.images.RgbImage;

/**
 * Turns the bytes of an image into pixels as a viewer sees them. Called from several threads at
 * once.
 */
@FunctionalInterface
public interface ImageReader {

  /**
   * Reads an image.
   *
   * @param bytes a file of one of the formats that {@code images} reads
   * @return its pixels, upright
   * @throws io.boxstream.images.UnreadableImageException if the bytes are no image that can be
   *     read, or too large a one
   */
  RgbImage read(byte[] bytes);
}
