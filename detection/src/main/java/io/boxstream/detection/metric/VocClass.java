package io.boxstream.detection.metric;

import io.boxstream.detection.metric.VocObjects.Verdict;
import java.util.Arrays;
import java.util.List;

/**
 * The accumulated results of one class over a data set: ranked verdicts and the number of objects.
 */
final class VocClass {

  private static final int RIGHT = 1;
  private static final int WRONG = 0;

  private final RankedMatches verdicts = new RankedMatches();
  private int objects;

  void addObjects(int count) {
    objects += count;
  }

  void add(float score, Verdict verdict) {
    switch (verdict) {
      case TRUE_POSITIVE -> verdicts.add(score, RIGHT);
      case FALSE_POSITIVE -> verdicts.add(score, WRONG);
      // It changes neither precision nor recall, so it is not stored.
      case IGNORED -> {}
    }
  }

  /** The detections of several classes, best score first. */
  static MatchedDetections matched(List<VocClass> classes) {
    RankedMatches all = new RankedMatches();
    int objects = 0;
    for (VocClass one : classes) {
      one.verdicts.rank();
      for (int i = 0; i < one.verdicts.size(); i++) {
        all.add(one.verdicts.score(i), one.verdicts.verdict(i));
      }
      objects += one.objects;
    }
    return MatchedDetections.of(all, objects);
  }

  /** The average precision; NaN if there are no objects to find. */
  double averagePrecision(VocAveragePrecision kind) {
    return objects == 0 ? Double.NaN : curve().area(kind);
  }

  /** The curve; without points if no object was found or there are none to find. */
  PrecisionRecallCurve curve() {
    verdicts.rank();
    float[] scores = new float[objects];
    double[] recalls = new double[objects];
    double[] precisions = new double[objects];
    int right = 0;
    for (int i = 0; i < verdicts.size() && right < objects; i++) {
      if (verdicts.verdict(i) == RIGHT) {
        scores[right] = verdicts.score(i);
        recalls[right] = (right + 1.0) / objects;
        precisions[right] = (right + 1.0) / (i + 1);
        right++;
      }
    }
    return new PrecisionRecallCurve(
        Arrays.copyOf(scores, right),
        Arrays.copyOf(recalls, right),
        Arrays.copyOf(precisions, right));
  }
}
