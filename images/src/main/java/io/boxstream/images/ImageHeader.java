package io.boxstream.images;

import static java.util.Objects.requireNonNull;

/**
 * What an image's bytes say about it before they are decoded.
 *
 * @param format the encoding, by the bytes themselves
 * @param width columns as stored
 * @param height rows as stored
 * @param storage how the pixels are stored
 * @param orientation how the stored pixels are to be turned (EXIF or TIFF)
 * @param length bytes that belong to the image; some cameras append others
 */
public record ImageHeader(
    ImageFormat format,
    int width,
    int height,
    PixelStorage storage,
    Orientation orientation,
    int length) {

  public ImageHeader {
    requireNonNull(format, "format");
    requireNonNull(storage, "storage");
    requireNonNull(orientation, "orientation");
    if (width < 1 || height < 1 || length < 1) {
      throw new IllegalArgumentException(
          "%d×%d pixels in %d bytes".formatted(width, height, length));
    }
  }
}
