package io.boxstream.dataset;

/**
 * The entry of an image in the index.
 *
 * @param entry its labels
 * @param size size of its file in bytes
 */
record IndexedImage(SnapshotEntry entry, long size) {
  IndexedImage {
    if (size <= 0) {
      throw new IllegalArgumentException("size must be positive: " + size);
    }
  }
}
