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
 * @param <T> the Java record of a document
 */
public final class Documents<T> {
  private final ObjectStore store;
  private final ArtifactJson<T> json;

  public Documents(ObjectStore store, ArtifactJson<T> json) {
    this.store = requireNonNull(store, "store");
    this.json = requireNonNull(json, "json");
  }

  /** The result of a write. */
  public enum Outcome {
    /** This call created the document. */
    CREATED,
    /**
     * The document already existed with the same bytes: a repeated call, or a retry after a lost
     * response.
     */
    SAME,
    /** The document already existed with different bytes and was not changed. */
    DIFFERENT
  }

  /** Writes a document unless its key already exists. */
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
   * @throws ObjectNotFoundException if the document does not exist
   * @throws MalformedArtifactException if it is not a document of this kind
   * @throws UnsupportedVersionException if a newer release wrote it
   */
  public T load(String key) {
    return json.read(key, store.get(key));
  }

  /** Reads a document if it exists. */
  public Optional<T> find(String key) {
    try {
      return Optional.of(load(key));
    } catch (ObjectNotFoundException e) {
      return Optional.empty();
    }
  }
}
