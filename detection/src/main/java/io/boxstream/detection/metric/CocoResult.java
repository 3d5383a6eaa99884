package io.boxstream.detection.metric;

import java.util.List;
import java.util.OptionalDouble;

/** COCO's metrics, as means over all classes and per class. All lie in [0, 1]. */
public final class CocoResult {

  /** The number of overlaps: .50, .55, … .95. */
  public static final int OVERLAPS = CocoCells.OVERLAPS;

  private final List<CocoScores> classes;

  CocoResult(List<CocoScores> classes) {
    this.classes = List.copyOf(classes);
  }

  /**
   * The mean of a metric over the classes that have a value; empty if none has, where pycocotools
   * returns -1.
   */
  public OptionalDouble mean(CocoMetric figure) {
    return classes.stream().mapToDouble(figure::of).filter(value -> !Double.isNaN(value)).average();
  }

  /** The metric of a class; empty if the class has no object of the metric's size to find. */
  public OptionalDouble ofClass(int classIndex, CocoMetric figure) {
    double value = figure.of(classes.get(classIndex));
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /**
   * A class's precision-recall curve over objects of all sizes.
   *
   * @param overlap the index of the overlap, from 0
   * @return the best precision at a recall of i·0.01 or more, for i from 0 to 100; empty if the
   *     class has no object to find
   */
  public double[] curve(int classIndex, int overlap) {
    return classes.get(classIndex).curve(overlap);
  }
}
