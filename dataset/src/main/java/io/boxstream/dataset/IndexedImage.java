package io.boxstream.dataset;

/**
 * What the index keeps of an image.
 *
 * @param entry its labels
 * @param size how many bytes its file has
 */
record IndexedImage(SnapshotEntry entry, long size) {
  IndexedImage {
    if (size <= 0) {
      throw new IllegalArgumentException("size must be positive: " + size);
    }
  }
}
