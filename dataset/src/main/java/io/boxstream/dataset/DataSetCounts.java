package io.boxstream.dataset;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The numbers of images and boxes in a data set.
 *
 * @param images images per split
 * @param labels boxes per split, by label; labels without boxes are absent
 */
public record DataSetCounts(SplitCounts images, SortedMap<String, SplitCounts> labels) {
  public DataSetCounts {
    requireNonNull(images, "images");
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(requireNonNull(labels, "labels")));
  }

  /** The distinct labels, sorted. */
  public List<String> classes() {
    return List.copyOf(labels.keySet());
  }
}
