package io.boxstream.detection.metric;

import io.boxstream.detection.metric.VocObjects.Verdict;
import java.util.Arrays;
import java.util.List;

/**
 * The accumulated results of one class over a data set: ranked verdicts and the number of objects.
 */
final class VocClass {

  private static final int RESERVE = 16;

  // The number of a match: twice the index of its image, plus one for a true positive.
  private final RankedMatches verdicts = new RankedMatches();
  private int[] objectsByImage = new int[RESERVE];
  private int images;
  private int objects;

  /**
   * Starts the next image.
   *
   * @param count objects to find in it
   */
  void startImage(int count) {
    if (images == objectsByImage.length) {
      objectsByImage = Arrays.copyOf(objectsByImage, images + images / 2 + RESERVE);
    }
    objectsByImage[images++] = count;
    objects += count;
  }

  /** Adds a detection in the image that was started last. */
  void add(float score, Verdict verdict) {
    int image = images - 1;
    switch (verdict) {
      case TRUE_POSITIVE -> verdicts.add(score, 2 * image + 1);
      case FALSE_POSITIVE -> verdicts.add(score, 2 * image);
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

  /** The matches by image. */
  ClassMatches matches() {
    verdicts.rank();
    int[] detections = new int[images];
    for (int i = 0; i < verdicts.size(); i++) {
      detections[verdicts.verdict(i) >> 1]++;
    }
    int[] next = new int[images];
    for (int image = 1; image < images; image++) {
      next[image] = next[image - 1] + detections[image - 1];
    }
    float[] scores = new float[verdicts.size()];
    boolean[] correct = new boolean[verdicts.size()];
    for (int i = 0; i < verdicts.size(); i++) {
      int place = next[verdicts.verdict(i) >> 1]++;
      scores[place] = verdicts.score(i);
      correct[place] = isRight(i);
    }
    return new ClassMatches(Arrays.copyOf(objectsByImage, images), detections, scores, correct);
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
      if (isRight(i)) {
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

  private boolean isRight(int position) {
    return (verdicts.verdict(position) & 1) != 0;
  }
}
