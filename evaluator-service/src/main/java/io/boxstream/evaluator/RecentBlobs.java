package io.boxstream.evaluator;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The blobs that were read last, which are read again for each page of a list. Thread-safe.
 *
 * @param <T> what a blob holds
 */
final class RecentBlobs<T> {

  /** Those of a checkpoint and its champion, twice. */
  private static final int MOST = 4;

  private final Function<BlobReference, T> reader;
  private final Map<String, T> recent = new LinkedHashMap<>(MOST, 0.75f, true);

  /**
   * @param reader reads a blob; its content never changes
   */
  RecentBlobs(Function<BlobReference, T> reader) {
    this.reader = requireNonNull(reader, "reader");
  }

  /** The content of a blob. */
  synchronized T get(BlobReference reference) {
    T known = recent.get(reference.sha256());
    if (known == null) {
      known = reader.apply(reference);
      recent.put(reference.sha256(), known);
      if (recent.size() > MOST) {
        recent.remove(recent.keySet().iterator().next());
      }
    }
    return known;
  }
}
