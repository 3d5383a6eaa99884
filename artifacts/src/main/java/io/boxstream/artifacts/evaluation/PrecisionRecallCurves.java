package io.boxstream.artifacts.evaluation;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The precision-recall curves of a report, for plots. A curve has 101 values: the highest precision
 * at a recall of at least 0.00, 0.01, … 1.00.
 *
 * @param perClass curves by label; a class without ground truth is absent
 */
public record PrecisionRecallCurves(Map<String, ClassCurves> perClass) {
  private static final int POINTS = 101;
  private static final int OVERLAPS = 10;

  public PrecisionRecallCurves {
    perClass = Collections.unmodifiableMap(new TreeMap<>(perClass));
  }

  /**
   * The curves of one class.
   *
   * @param voc with Pascal VOC matching, at an overlap of .50 in the coordinates of the network's
   *     input
   * @param coco with COCO matching, one curve for each of the overlaps .50, .55, … .95
   */
  public record ClassCurves(List<Double> voc, List<List<Double>> coco) {
    public ClassCurves {
      voc = curve(voc, "voc");
      coco = coco.stream().map(points -> curve(points, "coco")).toList();
      if (coco.size() != OVERLAPS) {
        throw new IllegalArgumentException("coco must have 10 curves: " + coco.size());
      }
    }
  }

  private static List<Double> curve(List<Double> values, String what) {
    Scores.require(values, what);
    if (values.size() != POINTS) {
      throw new IllegalArgumentException(what + " must have 101 points: " + values.size());
    }
    return List.copyOf(values);
  }
}
