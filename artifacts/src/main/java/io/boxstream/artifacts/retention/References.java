package io.boxstream.artifacts.retention;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.store.ObjectStat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

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

  References {
    blobs = Set.copyOf(blobs);
    snapshots = Set.copyOf(snapshots);
  }

  /**
   * Looks at all documents of an inventory but the removed ones.
   *
   * @param documents what each of them refers to
   * @param removed keys that do not count
   * @param young age up to which the record of a run keeps its snapshot
   */
  static References of(
      DocumentReferences documents,
      Inventory inventory,
      Set<String> removed,
      Duration young,
      Instant now) {
    Reader reader = new Reader(documents, removed);
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
    documents.retain(reader.seen);
    return new References(reader.blobs, reader.snapshots);
  }

  private static final class Reader {
    private final DocumentReferences documents;
    private final Set<String> removed;
    private final List<ObjectStat> seen = new ArrayList<>();
    private final Set<String> blobs = new HashSet<>();
    private final Set<String> snapshots = new HashSet<>();

    Reader(DocumentReferences documents, Set<String> removed) {
      this.documents = requireNonNull(documents, "documents");
      this.removed = requireNonNull(removed, "removed");
    }

    void withSnapshot(ObjectStat document) {
      DocumentReferences.Found found = found(document);
      blobs.addAll(found.blobs());
      snapshots.addAll(found.hashes());
    }

    void withoutSnapshot(ObjectStat document) {
      blobs.addAll(found(document).blobs());
    }

    private DocumentReferences.Found found(ObjectStat document) {
      seen.add(document);
      return removed.contains(document.key())
          ? DocumentReferences.Found.NOTHING
          : documents.of(document);
    }
  }
}
