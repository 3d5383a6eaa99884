package io.boxstream.images;

import static java.util.Objects.requireNonNull;

/**
 * Pixels in memory.
 *
 * @param width columns
 * @param height rows
 * @param rgb height×width×3 unsigned bytes: red, green, blue of each pixel, row by row; not copied
 */
@SuppressWarnings(
    "ArrayRecordComponent") // megabytes: a copy per accessor call would dominate decoding
public record RgbImage(int width, int height, byte[] rgb) {

  public RgbImage {
    requireNonNull(rgb, "rgb");
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "%d×%d pixels in %d bytes".formatted(width, height, rgb.length));
    }
  }
}
