package io.boxstream.artifacts.store;

import static java.util.Objects.requireNonNull;

/**
 * What the store knows of an object without reading it.
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
