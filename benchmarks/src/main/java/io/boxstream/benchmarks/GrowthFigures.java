package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;

/**
 * Figures of the same work on a small and then on a large data set: those of the large one, and how
 * many times as large each is as that of the small one. What is flat has a growth of 1, what is
 * linear one of the ratio of the sizes.
 */
final class GrowthFigures {

  private static final String GROWTH = ".growth";
  private static final String TIMES = "times";

  /** Less than this is not worth a ratio. */
  private static final double NOTHING = 1e-6;

  private final Measurements figures;
  private final Map<String, Double> small = new HashMap<>();
  private boolean large;

  /**
   * @param figures receives all
   */
  GrowthFigures(Measurements figures) {
    this.figures = requireNonNull(figures, "figures");
  }

  /** From now on the figures are those of the large data set. */
  void ofLarge() {
    large = true;
  }

  /** A figure of the data set. */
  void add(String name, double value, String unit) {
    if (!large) {
      small.put(name, value);
      figures.add("small." + name, value, unit);
      return;
    }
    figures.add(name, value, unit);
    double before = small.getOrDefault(name, 0.0);
    if (before > NOTHING) {
      figures.add(name + GROWTH, value / before, TIMES);
    }
  }
}
