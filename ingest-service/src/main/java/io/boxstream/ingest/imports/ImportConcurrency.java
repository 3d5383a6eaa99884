package io.boxstream.ingest.imports;

/**
 * How much of an import is worked on at once.
 *
 * @param workers threads that decode images
 * @param images most images that are read and not acknowledged yet
 * @param bytes most bytes of those images and their labels; one image may have more
 */
public record ImportConcurrency(int workers, int images, long bytes) {

  /** Checks that all are positive. */
  public ImportConcurrency {
    if (workers < 1 || images < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "workers %d, images %d and bytes %d must be positive".formatted(workers, images, bytes));
    }
  }
}
