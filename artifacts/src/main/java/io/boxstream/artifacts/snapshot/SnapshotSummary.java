package io.boxstream.artifacts.snapshot;

import io.boxstream.artifacts.blob.Sha256;

/**
 * Identity and size of a data set.
 *
 * @param hash hash of the snapshot's bytes, its address
 * @param train images in the training split
 * @param val images in the validation split
 * @param test images in the test split
 */
public record SnapshotSummary(String hash, int train, int val, int test) {
  public SnapshotSummary {
    Sha256.requireHex(hash);
    if (train < 0 || val < 0 || test < 0) {
      throw new IllegalArgumentException(
          "counts must not be negative: " + train + ", " + val + ", " + test);
    }
  }
}
