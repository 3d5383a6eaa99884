package io.boxstream.detection.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one class has gathered over a data set: scored verdicts, and how many objects there are to
 * find.
 */
final class ScoredMatches {

  /** What became of a detection. */
  enum Verdict {
    TRUE_POSITIVE,
    FALSE_POSITIVE,
    /** It found a difficult object: neither right nor wrong. */
    IGNORED
  }

  private record Scored(float score, Verdict verdict) {}

  private final List<Scored> detections = new ArrayList<>();
  private int objects;

  void addObjects(int count) {
    objects += count;
  }

  void add(float score, Verdict verdict) {
    detections.add(new Scored(score, verdict));
  }

  /** NaN if there is nothing to find. */
  double averagePrecision(VocAveragePrecision kind) {
    if (objects == 0) {
      return Double.NaN;
    }
    List<Scored> ranked = new ArrayList<>(detections);
    ranked.sort(Comparator.comparing(Scored::score).reversed());
    double[] recall = new double[ranked.size()];
    double[] precision = new double[ranked.size()];
    int right = 0;
    int wrong = 0;
    for (int i = 0; i < recall.length; i++) {
      switch (ranked.get(i).verdict()) {
        case TRUE_POSITIVE -> right++;
        case FALSE_POSITIVE -> wrong++;
        case IGNORED -> {}
      }
      recall[i] = (double) right / objects;
      precision[i] = right + wrong == 0 ? 0 : (double) right / (right + wrong);
    }
    return kind.of(recall, precision);
  }
}
