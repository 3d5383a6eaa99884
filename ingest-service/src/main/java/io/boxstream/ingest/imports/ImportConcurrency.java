package io.boxstream.ingest.imports;

/**
 * Limits for the images of an import that are processed at the same time.
 *
 * @param workers threads that decode images
 * @param images maximum number of images that are read and not acknowledged yet
 * @param bytes maximum size in bytes of these images and their labels; a single image may be larger
 */
public record ImportConcurrency(int workers, int images, long bytes) {

  /** Checks that all limits are positive. */
  public ImportConcurrency {
    if (workers < 1 || images < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "workers %d, images %d and bytes %d must be positive".formatted(workers, images, bytes));
    }
  }
}
