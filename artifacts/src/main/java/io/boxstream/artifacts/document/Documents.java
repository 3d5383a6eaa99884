package io.boxstream.artifacts.document;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.store.MalformedArtifactException;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.UnsupportedVersionException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Documents of one kind in the store: versioned JSON, written once.
 *
 * @param <T> the record a document is read into
 */
public final class Documents<T> {
  private final ObjectStore store;
  private final ArtifactJson<T> json;

  public Documents(ObjectStore store, ArtifactJson<T> json) {
    this.store = requireNonNull(store, "store");
    this.json = requireNonNull(json, "json");
  }

  /** What became of a write. */
  public enum Outcome {
    /** The document is there because of this call. */
    CREATED,
    /** It was there with the same bytes: a repeat, or a retry whose first answer was lost. */
    SAME,
    /** It was there with other bytes, which stay. */
    DIFFERENT
  }

  /** Writes a document unless its key is taken. */
  public Outcome create(String key, T value) {
    byte[] content = json.write(value);
    if (store.putIfAbsent(key, content)) {
      return Outcome.CREATED;
    }
    return Arrays.equals(store.get(key), content) ? Outcome.SAME : Outcome.DIFFERENT;
  }

  /**
   * Reads a document.
   *
   * @throws ObjectNotFoundException when there is none
   * @throws MalformedArtifactException when it is not such a document
   * @throws UnsupportedVersionException when a newer release wrote it
   */
  public T load(String key) {
    return json.read(key, store.get(key));
  }

  /** Reads a document if it is there. */
  public Optional<T> find(String key) {
    try {
      return Optional.of(load(key));
    } catch (ObjectNotFoundException e) {
      return Optional.empty();
    }
  }
}
