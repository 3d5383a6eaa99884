package io.boxstream.artifacts.retention;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.store.ObjectStat;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The documents in the store.
 *
 * @param runs the runs by id
 * @param decisions the decisions by checkpoint
 * @param reports the reports by checkpoint
 * @param champions the checkpoints of the latest generations, and the challengers of the latest
 *     rollouts
 * @param parents the checkpoints that unfinished runs started from
 * @param snapshots the data set snapshots
 */
record Inventory(
    SortedMap<String, RunDocuments> runs,
    Map<CheckpointId, ObjectStat> decisions,
    Map<CheckpointId, List<ObjectStat>> reports,
    Set<CheckpointId> champions,
    Set<CheckpointId> parents,
    List<ObjectStat> snapshots) {
  Inventory {
    runs = Collections.unmodifiableSortedMap(new TreeMap<>(runs));
    decisions = Map.copyOf(decisions);
    reports = Map.copyOf(reports);
    champions = Set.copyOf(champions);
    parents = Set.copyOf(parents);
    snapshots = List.copyOf(requireNonNull(snapshots, "snapshots"));
  }
}
