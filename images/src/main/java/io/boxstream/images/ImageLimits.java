package io.boxstream.images;

/**
 * What an image may cost. Checked on the header, before any memory is taken for pixels.
 *
 * @param maxBytes of the encoded image
 * @param maxSide pixels of width or height
 * @param maxPixels width times height
 */
public record ImageLimits(int maxBytes, int maxSide, long maxPixels) {

  public ImageLimits {
    if (maxBytes < 1 || maxSide < 1 || maxPixels < 1) {
      throw new IllegalArgumentException(
          "limits must be positive: %d, %d, %d".formatted(maxBytes, maxSide, maxPixels));
    }
  }

  /**
   * 20 MiB, 16 384 a side, 50 million pixels: any camera's image, and at most 150 MB when decoded.
   */
  public static ImageLimits defaults() {
    return new ImageLimits(20 * 1024 * 1024, 16_384, 50_000_000L);
  }
}
