package io.boxstream.pictures;

/**
 * What a picture may cost. Checked on the header, before any memory is taken for pixels.
 *
 * @param maxBytes of the encoded picture
 * @param maxSide pixels of width or height
 * @param maxPixels width times height
 */
public record PictureLimits(int maxBytes, int maxSide, long maxPixels) {

  public PictureLimits {
    if (maxBytes < 1 || maxSide < 1 || maxPixels < 1) {
      throw new IllegalArgumentException(
          "limits must be positive: %d, %d, %d".formatted(maxBytes, maxSide, maxPixels));
    }
  }

  /**
   * 20 MiB, 16 384 a side, 50 million pixels: any camera's picture, and at most 150 MB when
   * decoded.
   */
  public static PictureLimits defaults() {
    return new PictureLimits(20 * 1024 * 1024, 16_384, 50_000_000L);
  }
}
