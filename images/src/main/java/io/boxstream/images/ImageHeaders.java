package io.boxstream.images;

/** Reads what an image says of itself, walking its whole structure but decoding nothing. */
public final class ImageHeaders {

  private final ImageLimits limits;

  /**
   * @param limits what is refused
   */
  public ImageHeaders(ImageLimits limits) {
    this.limits = limits;
  }

  /**
   * The header of an encoded image. Takes no memory that the header asks for.
   *
   * @throws NotAnImageException if it is none of the formats that are known
   * @throws TruncatedImageException if its end is missing or its structure is damaged
   * @throws ImageTooLargeException if it exceeds the limits
   * @throws UnsupportedImageException if it is of another format, or of a kind that is not taken
   */
  public ImageHeader read(byte[] bytes) {
    if (bytes.length > limits.maxBytes()) {
      throw new ImageTooLargeException(
          "the image has %d bytes; %d are allowed".formatted(bytes.length, limits.maxBytes()));
    }
    ImageFormat format = ImageFormat.of(bytes).orElseThrow(() -> refusal(bytes));
    return switch (format) {
      case JPEG -> JpegStructure.read(bytes, limits);
      case PNG -> PngStructure.read(bytes, limits);
      case WEBP -> WebpStructure.read(bytes, limits);
      case TIFF -> TiffStructure.read(bytes, limits);
      case BMP -> BmpStructure.read(bytes, limits);
    };
  }

  private static UnreadableImageException refusal(byte[] bytes) {
    return ForeignFormat.of(bytes)
        .<UnreadableImageException>map(
            format ->
                new UnsupportedImageException(
                    "the file is %s; send JPEG, PNG, WebP, BMP or TIFF"
                        .formatted(format.description())))
        .orElseGet(
            () ->
                new NotAnImageException(
                    "these %d bytes are not JPEG, PNG, WebP, BMP or TIFF".formatted(bytes.length)));
  }

  static void requireSize(int width, int height, ImageLimits limits) {
    if (width < 1 || height < 1) {
      throw new TruncatedImageException("the header claims %d×%d pixels".formatted(width, height));
    }
    if (width > limits.maxSide()
        || height > limits.maxSide()
        || (long) width * height > limits.maxPixels()) {
      throw new ImageTooLargeException(
          "the image has %d×%d pixels; %d a side and %d in all are allowed"
              .formatted(width, height, limits.maxSide(), limits.maxPixels()));
    }
  }
}
