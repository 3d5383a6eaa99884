package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import io.boxstream.dataset.DataSetSnapshot;
import io.boxstream.dataset.SnapshotEntry;
import io.boxstream.events.Split;
import java.util.Optional;

/**
 * How much a data set changed since an earlier snapshot, as far as training and evaluation are
 * affected. Of the earlier snapshot, one entry at a time is in memory.
 */
final class SnapshotChanges {

  private final DataSetSnapshot present;
  private int earlier;
  private int stillThere;
  private int unchanged;

  SnapshotChanges(DataSetSnapshot present) {
    this.present = requireNonNull(present, "present");
  }

  /** Takes the next entry of the earlier snapshot; each comes once, in any order. */
  void before(SnapshotEntry entry) {
    if (!matters(entry)) {
      return;
    }
    earlier++;
    Optional<SnapshotEntry> now = present.find(entry.id()).filter(SnapshotChanges::matters);
    if (now.isPresent()) {
      stillThere++;
      unchanged += now.get().equals(entry) ? 1 : 0;
    }
  }

  /** Images of the training and validation splits that were added, relabelled, moved or removed. */
  int count() {
    int now = present.entries(Split.TRAIN).size() + present.entries(Split.VAL).size();
    return now - unchanged + earlier - stillThere;
  }

  private static boolean matters(SnapshotEntry entry) {
    return entry.split() != Split.TEST;
  }
}
