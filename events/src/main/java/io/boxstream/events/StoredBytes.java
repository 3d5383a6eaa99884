package io.boxstream.events;

/**
 * A reference to bytes in the object store.
 *
 * @param sha256 the blob's address
 * @param size its length in bytes; 0 for an empty upload
 */
public record StoredBytes(String sha256, long size) {
  public StoredBytes {
    Checks.sha256(sha256, "sha256");
    Checks.notNegative(size, "size");
  }
}
