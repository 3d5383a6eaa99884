package io.boxstream.detection.metric;

import java.util.function.ToDoubleFunction;

/**
 * The twelve numbers of COCO's evaluation, in the order in which pycocotools gives them. A
 * precision is the mean over 101 recalls, and where no overlap is named over the overlaps .50, .55,
 * … .95; a recall is the mean over these.
 */
public enum CocoMetric {
  /** Average precision over all overlaps: the figure that COCO ranks by. */
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
  /** Recall with the best detection of a class in an image. */
  AR_1(scores -> scores.recallOfBest(0)),
  /** Recall with the best 10 detections of a class in an image. */
  AR_10(scores -> scores.recallOfBest(1)),
  /** Recall with the best 100 detections of a class in an image. */
  AR_100(scores -> scores.recall(AreaRange.ALL)),
  /** Recall of small objects with the best 100. */
  AR_SMALL(scores -> scores.recall(AreaRange.SMALL)),
  /** Recall of medium objects with the best 100. */
  AR_MEDIUM(scores -> scores.recall(AreaRange.MEDIUM)),
  /** Recall of large objects with the best 100. */
  AR_LARGE(scores -> scores.recall(AreaRange.LARGE));

  private final ToDoubleFunction<CocoScores> of;

  CocoMetric(ToDoubleFunction<CocoScores> of) {
    this.of = of;
  }

  /** A class's figure; NaN if there is nothing to find. */
  double of(CocoScores scores) {
    return of.applyAsDouble(scores);
  }
}
