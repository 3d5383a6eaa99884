package io.boxstream.artifacts.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.artifacts.store.ObjectStat;
import io.boxstream.artifacts.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the documents refer to. Marking is conservative: every text in a document that looks like
 * the key of a blob, or like the hash of a snapshot, is a reference, whatever the field, so that
 * documents of later releases count, too.
 *
 * @param blobs keys of blobs, from all documents
 * @param snapshots hashes of snapshots, from manifests, and from the records of runs that are
 *     unfinished or young
 */
record References(Set<String> blobs, Set<String> snapshots) {
  private static final Pattern BLOB = Pattern.compile(Blobs.MODELS + "[0-9a-f]{64}/[0-9a-z-]+");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  References {
    blobs = Set.copyOf(blobs);
    snapshots = Set.copyOf(snapshots);
  }

  /**
   * Reads all documents of an inventory but the removed ones.
   *
   * @param removed keys that do not count
   * @param young age up to which the record of a run keeps its snapshot
   */
  static References of(
      ObjectStore store, Inventory inventory, Set<String> removed, Duration young, Instant now) {
    requireNonNull(removed, "removed");
    Reader reader = new Reader(store, removed);
    inventory
        .runs()
        .values()
        .forEach(
            run -> {
              run.checkpoints().values().forEach(reader::withSnapshot);
              Predicate<ObjectStat> inUse =
                  record -> run.isUnfinished() || RetentionRules.isYoung(record, young, now);
              run.record().filter(inUse).ifPresent(reader::withSnapshot);
              run.record().filter(inUse.negate()).ifPresent(reader::withoutSnapshot);
            });
    inventory.decisions().values().forEach(reader::withoutSnapshot);
    inventory.reports().values().stream().flatMap(List::stream).forEach(reader::withoutSnapshot);
    return new References(reader.blobs, reader.snapshots);
  }

  private static final class Reader {
    private final ObjectStore store;
    private final Set<String> removed;
    private final Set<String> blobs = new HashSet<>();
    private final Set<String> snapshots = new HashSet<>();

    Reader(ObjectStore store, Set<String> removed) {
      this.store = store;
      this.removed = removed;
    }

    void withSnapshot(ObjectStat document) {
      String text = text(document);
      matches(BLOB, text).forEach(blobs::add);
      matches(HASH, text).forEach(snapshots::add);
    }

    void withoutSnapshot(ObjectStat document) {
      matches(BLOB, text(document)).forEach(blobs::add);
    }

    private String text(ObjectStat document) {
      if (removed.contains(document.key())) {
        return "";
      }
      try {
        return new String(store.get(document.key()), UTF_8);
      } catch (ObjectNotFoundException removedMeanwhile) {
        return "";
      }
    }

    private static Stream<String> matches(Pattern pattern, String text) {
      return pattern.matcher(text).results().map(match -> match.group());
    }
  }
}
