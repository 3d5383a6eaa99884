package io.boxstream.artifacts.evaluation;

import java.util.List;

/**
 * A confusion matrix with background, which is the last row and the last column.
 *
 * @param labels the classes in the order of rows and columns, without background
 * @param counts a row for each class of the objects, in it a column for each class of the
 *     detections. The last column counts missed objects, the last row false detections
 */
public record ConfusionCounts(List<String> labels, List<List<Integer>> counts) {
  public ConfusionCounts {
    labels = List.copyOf(labels);
    counts = counts.stream().map(List::copyOf).toList();
    int side = labels.size() + 1;
    if (counts.size() != side || counts.stream().anyMatch(row -> row.size() != side)) {
      throw new IllegalArgumentException("counts must have " + side + " rows and columns");
    }
  }
}
