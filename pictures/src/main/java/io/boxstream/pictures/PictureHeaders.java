package io.boxstream.pictures;

/** Reads what a picture says of itself, walking its whole structure but decoding nothing. */
public final class PictureHeaders {

  private final PictureLimits limits;

  /**
   * @param limits what is refused
   */
  public PictureHeaders(PictureLimits limits) {
    this.limits = limits;
  }

  /**
   * The header of an encoded picture. Takes no memory that the header asks for.
   *
   * @throws NotAPictureException if it is neither JPEG nor PNG
   * @throws TruncatedPictureException if its end is missing or its structure is damaged
   * @throws PictureTooLargeException if it exceeds the limits
   * @throws UnsupportedPictureException if it is of a kind that is not taken
   */
  public PictureHeader read(byte[] bytes) {
    if (bytes.length > limits.maxBytes()) {
      throw new PictureTooLargeException(
          "the picture has %d bytes; %d are allowed".formatted(bytes.length, limits.maxBytes()));
    }
    if (JpegStructure.looksLike(bytes)) {
      return JpegStructure.read(bytes, limits);
    }
    if (PngStructure.looksLike(bytes)) {
      return PngStructure.read(bytes, limits);
    }
    throw new NotAPictureException("these " + bytes.length + " bytes are neither JPEG nor PNG");
  }

  static void requireSize(int width, int height, PictureLimits limits) {
    if (width < 1 || height < 1) {
      throw new TruncatedPictureException(
          "the header claims %d×%d pixels".formatted(width, height));
    }
    if (width > limits.maxSide()
        || height > limits.maxSide()
        || (long) width * height > limits.maxPixels()) {
      throw new PictureTooLargeException(
          "the picture has %d×%d pixels; %d a side and %d in all are allowed"
              .formatted(width, height, limits.maxSide(), limits.maxPixels()));
    }
  }
}
