package io.boxstream.detection.metric;

import java.util.function.ToDoubleFunction;

/**
 * The twelve metrics of COCO's evaluation, in the order of pycocotools. A precision is the mean
 * over 101 recalls and, unless an overlap is named, over the overlaps .50, .55, … .95. A recall is
 * the mean over these overlaps.
 */
public enum CocoMetric {
  /** Average precision over all overlaps: COCO's primary metric. */
  AP(scores -> scores.precision(AreaRange.ALL)),
  /** Average precision at an overlap of .50. */
  AP_50(scores -> scores.precision(AreaRange.ALL, 0)),
  /** Average precision at an overlap of .75. */
  AP_75(scores -> scores.precision(AreaRange.ALL, 5)),
  /** Average precision on small objects. */
  AP_SMALL(scores -> scores.precision(AreaRange.SMALL)),
  /** Average precision on medium objects. */
  AP_MEDIUM(scores -> scores.precision(AreaRange.MEDIUM)),
  /** Average precision on large objects. */
  AP_LARGE(scores -> scores.precision(AreaRange.LARGE)),
  /** Recall with the best detection per class and image. */
  AR_1(scores -> scores.recallOfBest(0)),
  /** Recall with the best 10 detections per class and image. */
  AR_10(scores -> scores.recallOfBest(1)),
  /** Recall with the best 100 detections per class and image. */
  AR_100(scores -> scores.recall(AreaRange.ALL)),
  /** Recall of small objects with the best 100 detections. */
  AR_SMALL(scores -> scores.recall(AreaRange.SMALL)),
  /** Recall of medium objects with the best 100 detections. */
  AR_MEDIUM(scores -> scores.recall(AreaRange.MEDIUM)),
  /** Recall of large objects with the best 100 detections. */
  AR_LARGE(scores -> scores.recall(AreaRange.LARGE));

  private final ToDoubleFunction<CocoScores> of;

  CocoMetric(ToDoubleFunction<CocoScores> of) {
    this.of = of;
  }

  /** The metric of a class; NaN if the class has no objects to find. */
  double of(CocoScores scores) {
    return of.applyAsDouble(scores);
  }
}
