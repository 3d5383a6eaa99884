package io.boxstream.artifacts.blob;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of a blob: its hash, its size and where it is.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param size bytes
 * @param location key of the blob in the store; absent for {@code blobs/<sha256>}
 */
public record BlobReference(
    String sha256,
    long size,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> location) {
  private static final Pattern LOCATION = Pattern.compile("[a-z-]+/([0-9a-f]{64})/[0-9a-z-]+");

  public BlobReference {
    requireNonNull(sha256, "sha256");
    Sha256.requireHex(sha256);
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative: " + size);
    }
    location.ifPresent(key -> requireLocation(key, sha256));
  }

  /** A blob at {@code blobs/<sha256>}. */
  public BlobReference(String sha256, long size) {
    this(sha256, size, Optional.empty());
  }

  /** Key of the blob in the store. */
  @JsonIgnore
  public String key() {
    return location.orElse("blobs/" + sha256);
  }

  private static void requireLocation(String key, String sha256) {
    var matcher = LOCATION.matcher(key);
    if (!matcher.matches() || !matcher.group(1).equals(sha256)) {
      throw new IllegalArgumentException(
          "location must be <folder>/<sha256>/<name> with the hash " + sha256 + ": '" + key + "'");
    }
  }
}
