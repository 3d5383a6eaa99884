package io.boxstream.detection.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The bins of a histogram: ranges of numbers, or labels with one bin for all others.
 *
 * @param edges ascending borders between the bins; a value at a border belongs to the bin above.
 *     Empty for labels
 * @param labels of all bins but the last, which takes every other label. Empty for numbers
 */
public record Bins(List<Double> edges, List<String> labels) {
  /** Most bins. */
  public static final int MAXIMUM = 10;

  /** A label with a smaller share of the reference has no bin of its own. */
  private static final double LEAST_SHARE = 0.02;

  public Bins {
    edges = List.copyOf(edges);
    labels = List.copyOf(labels);
    if (!edges.isEmpty() && !labels.isEmpty()) {
      throw new IllegalArgumentException("bins have edges or labels, not both");
    }
    for (int i = 1; i < edges.size(); i++) {
      if (!(edges.get(i) > edges.get(i - 1))) {
        throw new IllegalArgumentException("edges do not ascend: " + edges);
      }
    }
  }

  /**
   * Bins with about equal parts of the values, fewer where many values are equal.
   *
   * @param most number of bins, at least 1
   */
  static Bins ofNumbers(double[] values, int most) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    List<Double> edges = new ArrayList<>();
    for (int i = 1; i < most && sorted.length > 0; i++) {
      double edge = sorted[(int) ((long) i * sorted.length / most)];
      boolean splits = edge > sorted[0];
      if (splits && (edges.isEmpty() || edge > edges.get(edges.size() - 1))) {
        edges.add(edge);
      }
    }
    return new Bins(edges, List.of());
  }

  /** Bins of the most frequent labels, by falling frequency. */
  static Bins ofLabels(List<String> values) {
    Map<String, Long> counts =
        values.stream().collect(Collectors.groupingBy(x -> x, TreeMap::new, Collectors.counting()));
    return new Bins(
        List.of(),
        counts.entrySet().stream()
            .filter(count -> count.getValue() >= LEAST_SHARE * values.size())
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(MAXIMUM - 1L)
            .map(Map.Entry::getKey)
            .toList());
  }

  /** Number of bins. */
  public int size() {
    return Math.max(edges.size(), labels.size()) + 1;
  }

  int of(double value) {
    int bin = 0;
    while (bin < edges.size() && value >= edges.get(bin)) {
      bin++;
    }
    return bin;
  }

  int of(String label) {
    int bin = labels.indexOf(label);
    return bin < 0 ? labels.size() : bin;
  }
}
