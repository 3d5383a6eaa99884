package io.boxstream.artifacts.blob;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The address of a blob: its hash and its size.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param size bytes
 */
public record BlobReference(String sha256, long size) {
  public BlobReference {
    requireNonNull(sha256, "sha256");
    Sha256.requireHex(sha256);
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative: " + size);
    }
  }

  /** Key of the blob in the store. */
  @JsonIgnore
  public String key() {
    return "blobs/" + sha256;
  }
}
