package io.boxstream.inference.serve;

import io.boxstream.pictures.RgbImage;

/**
 * Turns the bytes of a picture into pixels as a viewer sees them. Called from several threads at
 * once.
 */
@FunctionalInterface
public interface PictureReader {

  /**
   * Reads a picture.
   *
   * @param bytes a JPEG or PNG file
   * @return its pixels, upright
   * @throws io.boxstream.pictures.UnreadablePictureException if the bytes are no picture that can
   *     be read, or too large a one
   */
  RgbImage read(byte[] bytes);
}
