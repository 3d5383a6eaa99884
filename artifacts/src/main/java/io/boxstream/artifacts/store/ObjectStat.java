package io.boxstream.artifacts.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Metadata of an object.
 *
 * @param key the object's key
 * @param size bytes
 * @param modified when it was written, by the clock of the store, to the second
 */
public record ObjectStat(String key, long size, Instant modified) {
  public ObjectStat {
    requireNonNull(key, "key");
    requireNonNull(modified, "modified");
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative: " + size);
    }
  }
}
