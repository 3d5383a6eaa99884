package io.boxstream.ingest.app;

import io.boxstream.pictures.PictureLimits;
import io.quarkus.runtime.configuration.MemorySize;

/**
 * Sizes from the configuration that must fit others.
 *
 * @param picture what one picture may cost
 * @param inlineBytes largest picture that travels inside its record
 */
record Limits(PictureLimits picture, int inlineBytes) {

  /** A record of the log may have 2 MiB; the labels need room beside the picture. */
  private static final long LARGEST_INLINE = 1024 * 1024;

  /** Some pictures are in memory at once. */
  private static final long LARGEST_PICTURE = 512L * 1024 * 1024;

  static Limits of(IngestConfig config) {
    IngestConfig.Picture picture = config.ingest().picture();
    int bytes = bytes("boxstream.ingest.picture.max-bytes", picture.maxBytes(), LARGEST_PICTURE);
    return new Limits(
        new PictureLimits(bytes, picture.maxSide(), picture.maxPixels()),
        bytes("boxstream.ingest.inline-limit", config.ingest().inlineLimit(), LARGEST_INLINE));
  }

  private static int bytes(String key, MemorySize size, long largest) {
    long bytes = size.asLongValue();
    if (bytes < 1 || bytes > largest) {
      throw new IllegalArgumentException(
          key + " is " + bytes + " bytes, and must be from 1 to " + largest);
    }
    return (int) bytes;
  }
}
