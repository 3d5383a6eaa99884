package io.boxstream.dataset;

/**
 * What the index keeps of a picture.
 *
 * @param entry its labels
 * @param size how many bytes its file has
 */
record IndexedPicture(SnapshotEntry entry, long size) {
  IndexedPicture {
    if (size <= 0) {
      throw new IllegalArgumentException("size must be positive: " + size);
    }
  }
}
