package io.boxstream.images;

import static java.util.Objects.requireNonNull;

/**
 * What an image's bytes say about it before they are decoded.
 *
 * @param format the encoding, by the bytes themselves
 * @param width columns as stored
 * @param height rows as stored
 * @param canonicalForm whether the pixels are stored as 8-bit RGB or grey
 * @param orientation how the stored pixels are to be turned (EXIF)
 * @param length bytes that belong to the image; some cameras append others
 */
public record ImageHeader(
    ImageFormat format,
    int width,
    int height,
    boolean canonicalForm,
    Orientation orientation,
    int length) {

  public ImageHeader {
    requireNonNull(format, "format");
    requireNonNull(orientation, "orientation");
    if (width < 1 || height < 1 || length < 1) {
      throw new IllegalArgumentException(
          "%d×%d pixels in %d bytes".formatted(width, height, length));
    }
  }
}
