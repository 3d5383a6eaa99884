package io.boxstream.dataset;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.LabelledBox;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What an evaluation needs of a snapshot: the images for validation, and of the others only their
 * number. Takes memory for the images for validation only.
 *
 * @param entries the images for validation, in order of their ids
 * @param test number of images for tests
 * @param trainingBoxes number of boxes in images for training, by label
 */
public record ValidationSplit(
    List<SnapshotEntry> entries, int test, SortedMap<String, Integer> trainingBoxes) {

  public ValidationSplit {
    entries = List.copyOf(entries);
    trainingBoxes =
        Collections.unmodifiableSortedMap(
            new TreeMap<>(requireNonNull(trainingBoxes, "trainingBoxes")));
  }

  /** The part of a snapshot that is in memory. */
  public static ValidationSplit of(DataSetSnapshot snapshot) {
    Collector collector = new Collector();
    snapshot.entries().forEach(collector);
    return collector.result();
  }

  /**
   * Reads the JSON form of a snapshot, entry by entry.
   *
   * @throws MalformedSnapshotException if it is not a snapshot
   */
  public static ValidationSplit read(InputStream in) {
    Collector collector = new Collector();
    SnapshotFormat.read(in, collector);
    return collector.result();
  }

  /** The same without the images with these ids. */
  public ValidationSplit without(Set<String> ids) {
    List<SnapshotEntry> others =
        entries.stream().filter(entry -> !ids.contains(entry.id())).toList();
    return new ValidationSplit(others, test, trainingBoxes);
  }

  private static final class Collector implements Consumer<SnapshotEntry> {
    private final List<SnapshotEntry> entries = new ArrayList<>();
    private final SortedMap<String, Integer> trainingBoxes = new TreeMap<>();
    private int test;

    @Override
    public void accept(SnapshotEntry entry) {
      switch (entry.split()) {
        case VAL -> entries.add(entry);
        case TEST -> test++;
        case TRAIN -> {
          for (LabelledBox box : entry.boxes()) {
            trainingBoxes.merge(box.label(), 1, Integer::sum);
          }
        }
      }
    }

    ValidationSplit result() {
      return new ValidationSplit(entries, test, trainingBoxes);
    }
  }
}
