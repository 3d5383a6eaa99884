package io.boxstream.trainer.run;

import io.boxstream.dataset.DataSetSnapshot;
import io.boxstream.dataset.SnapshotEntry;
import io.boxstream.events.Split;
import java.util.HashMap;
import java.util.Map;

/**
 * How much a data set changed between two snapshots, as far as training and evaluation are
 * affected.
 */
final class SnapshotChanges {

  private SnapshotChanges() {}

  /** Images of the training and validation splits that were added, relabelled, moved or removed. */
  static int count(DataSetSnapshot before, DataSetSnapshot after) {
    Map<String, SnapshotEntry> left = new HashMap<>();
    before.entries().stream()
        .filter(SnapshotChanges::matters)
        .forEach(entry -> left.put(entry.id(), entry));
    int changes = 0;
    for (SnapshotEntry entry : after.entries()) {
      if (matters(entry) && !entry.equals(left.remove(entry.id()))) {
        changes++;
      }
    }
    return changes + left.size();
  }

  private static boolean matters(SnapshotEntry entry) {
    return entry.split() != Split.TEST;
  }
}
