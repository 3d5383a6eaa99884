package io.boxstream.artifacts.document;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.store.ObjectStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The documents that retention removes after the grace period: {@code retention/condemned.json}. A
 * writer must not begin to refer to one of them. A document that was referred to before it was
 * condemned is not removed.
 */
public final class CondemnedDocuments {
  /** Folder of the documents of retention itself. */
  public static final String FOLDER = "retention/";

  private static final String KEY = FOLDER + "condemned.json";
  private static final ArtifactJson<Condemned> JSON =
      new ArtifactJson<>("retention-condemned", 1, Condemned.class);

  private final ObjectStore store;
  private final Documents<Condemned> documents;

  public CondemnedDocuments(ObjectStore store) {
    this.store = requireNonNull(store, "store");
    this.documents = new Documents<>(store, JSON);
  }

  /**
   * The list.
   *
   * @param since when it was published, by the clock of the store
   * @param keys keys of the documents
   */
  public record Condemned(Instant since, List<String> keys) {
    public Condemned {
      requireNonNull(since, "since");
      keys = List.copyOf(keys);
    }
  }

  /** Whether a document is on the list. */
  public boolean contains(String key) {
    return read().map(list -> list.keys().contains(key)).orElse(false);
  }

  /** The list that was published last; empty before the first. */
  public Optional<Condemned> read() {
    return documents.find(KEY);
  }

  /** Publishes a list in place of the one before. */
  public void publish(Instant since, Collection<String> keys) {
    store.put(KEY, JSON.write(new Condemned(since, List.copyOf(keys))));
  }
}
