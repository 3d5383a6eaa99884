package io.boxstream.dataset;

import io.boxstream.events.LabelledBox;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the images and boxes of a changing data set. Not thread-safe. */
final class DataSetCounter {
  private SplitCounts images = SplitCounts.ZERO;
  private final SortedMap<String, SplitCounts> labels = new TreeMap<>();

  static DataSetCounter of(DataSetCounts counts) {
    DataSetCounter counter = new DataSetCounter();
    counter.images = counts.images();
    counter.labels.putAll(counts.labels());
    return counter;
  }

  DataSetCounter copy() {
    DataSetCounter copy = new DataSetCounter();
    copy.images = images;
    copy.labels.putAll(labels);
    return copy;
  }

  void add(SnapshotEntry entry) {
    count(entry, 1);
  }

  void remove(SnapshotEntry entry) {
    count(entry, -1);
  }

  DataSetCounts counts() {
    return new DataSetCounts(images, labels);
  }

  private void count(SnapshotEntry entry, int number) {
    images = images.plus(entry.split(), number);
    for (LabelledBox box : entry.boxes()) {
      SplitCounts counts =
          labels.getOrDefault(box.label(), SplitCounts.ZERO).plus(entry.split(), number);
      if (counts.total() == 0) {
        labels.remove(box.label());
      } else {
        labels.put(box.label(), counts);
      }
    }
  }
}
