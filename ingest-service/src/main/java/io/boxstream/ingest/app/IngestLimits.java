package io.boxstream.ingest.app;

import io.boxstream.images.ImageLimits;
import io.quarkus.runtime.configuration.MemorySize;

/**
 * Sizes from the configuration that must fit others.
 *
 * @param image what one image may cost
 * @param inlineBytes largest image that travels inside its record
 */
record IngestLimits(ImageLimits image, int inlineBytes) {

  /** A record of the log may have 2 MiB; the labels need room beside the image. */
  private static final long LARGEST_INLINE = 1024 * 1024;

  /** Some images are in memory at once. */
  private static final long LARGEST_IMAGE = 512L * 1024 * 1024;

  static IngestLimits of(IngestConfig config) {
    IngestConfig.Image image = config.ingest().image();
    int bytes = bytes("boxstream.ingest.image.max-bytes", image.maxBytes(), LARGEST_IMAGE);
    return new IngestLimits(
        new ImageLimits(bytes, image.maxSide(), image.maxPixels()),
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
