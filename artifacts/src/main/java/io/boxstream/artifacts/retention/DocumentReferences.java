package io.boxstream.artifacts.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.artifacts.store.ObjectStat;
import io.boxstream.artifacts.store.ObjectStore;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What single documents refer to, whatever the field. Documents are written once, so each is read
 * by the first sweep that finds it only. Thread-safe.
 */
final class DocumentReferences {
  private static final Pattern BLOB = Pattern.compile(Blobs.MODELS + "[0-9a-f]{64}/[0-9a-z-]+");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final ObjectStore store;
  private final Map<ObjectStat, Found> known = new ConcurrentHashMap<>();

  DocumentReferences(ObjectStore store) {
    this.store = requireNonNull(store, "store");
  }

  /**
   * What looks like references.
   *
   * @param blobs keys of blobs
   * @param hashes texts that may be the hash of a snapshot
   */
  record Found(List<String> blobs, List<String> hashes) {
    static final Found NOTHING = new Found(List.of(), List.of());

    Found {
      blobs = List.copyOf(blobs);
      hashes = List.copyOf(hashes);
    }
  }

  /** The references of a document; none if it was removed meanwhile. */
  Found of(ObjectStat document) {
    Found before = known.get(document);
    if (before != null) {
      return before;
    }
    try {
      Found found = find(new String(store.get(document.key()), UTF_8));
      known.put(document, found);
      return found;
    } catch (ObjectNotFoundException removedMeanwhile) {
      return Found.NOTHING;
    }
  }

  /** Forgets all documents but these. */
  void retain(Collection<ObjectStat> documents) {
    known.keySet().retainAll(new HashSet<>(documents));
  }

  private static Found find(String text) {
    return new Found(matches(BLOB, text), matches(HASH, text));
  }

  private static List<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group()).distinct().toList();
  }
}
