package io.boxstream.detection.metric;

import java.util.List;
import java.util.OptionalDouble;

/** COCO's figures, over all classes and for each. All lie in [0, 1]. */
public final class CocoResult {

  /** How many overlaps there are: .50, .55, … .95. */
  public static final int OVERLAPS = CocoCells.OVERLAPS;

  private final List<CocoScores> classes;

  CocoResult(List<CocoScores> classes) {
    this.classes = List.copyOf(classes);
  }

  /**
   * A figure's mean over the classes that have one; nothing if none has, where pycocotools says -1.
   */
  public OptionalDouble mean(CocoMetric figure) {
    return classes.stream().mapToDouble(figure::of).filter(value -> !Double.isNaN(value)).average();
  }

  /** A class's figure; nothing if it has no object to find of the figure's size. */
  public OptionalDouble ofClass(int classIndex, CocoMetric figure) {
    double value = figure.of(classes.get(classIndex));
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /**
   * A class's precision-recall curve over objects of all sizes.
   *
   * @param overlap which of the overlaps, from 0
   * @return the best precision at a recall of i·0.01 or more, for i from 0 to 100; empty if the
   *     class has no object to find
   */
  public double[] curve(int classIndex, int overlap) {
    return classes.get(classIndex).curve(overlap);
  }
}
