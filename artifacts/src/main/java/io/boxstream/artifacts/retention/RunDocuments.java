package io.boxstream.artifacts.retention;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.store.ObjectStat;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The documents of one run.
 *
 * @param record {@code run.json}
 * @param outcome {@code outcome.json}
 * @param checkpoints the manifests by epoch
 */
record RunDocuments(
    Optional<ObjectStat> record,
    Optional<ObjectStat> outcome,
    SortedMap<Integer, ObjectStat> checkpoints) {
  RunDocuments {
    requireNonNull(record, "record");
    requireNonNull(outcome, "outcome");
    checkpoints = Collections.unmodifiableSortedMap(new TreeMap<>(checkpoints));
  }

  /** Whether the trainer may still write checkpoints of this run. */
  boolean isUnfinished() {
    return record.isPresent() && outcome.isEmpty();
  }
}
