package io.boxstream.artifacts.store;

import static java.util.Objects.requireNonNull;

/**
 * Metadata of an object.
 *
 * @param key the object's key
 * @param size bytes
 */
public record ObjectStat(String key, long size) {
  public ObjectStat {
    requireNonNull(key, "key");
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative: " + size);
    }
  }
}
