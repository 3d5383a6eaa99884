package io.boxstream.dataset.quality;

import io.boxstream.events.DetectedBox;
import io.boxstream.events.LabelledBox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often a detector is right, by class and score: measured on images that it was not trained on,
 * whose labels are mostly right. It turns scores of different classes into probabilities that can
 * be compared, which is the idea of confident learning (Northcutt et al., "Confident Learning:
 * Estimating Uncertainty in Dataset Labels", 2021): a label is suspicious to the degree that the
 * detector is right where it is as confident as here.
 *
 * <p>Scores are counted in ten bins. A class with few detections in a bin is pulled towards all
 * classes, and these towards the score itself. Not thread-safe while images are added.
 */
public final class DetectorReliability {

  /** Of a detection and a label that show the same object. */
  static final double SAME_OBJECT = 0.5;

  /** Of a detection and a label nearby. */
  static final double NEARBY = 0.4;

  private static final double LEAST_FOUND = 0.2;
  private static final int BINS = 10;

  /** Detections that the value before any measurement counts for. */
  private static final double PRIOR = 10;

  private static final double FOUND_PRIOR = 4;
  private static final double LABELLED_PRIOR = 5;

  private final Rates existence = new Rates();
  private final Rates agreement = new Rates();
  private final Map<String, Rate> recall = new HashMap<>();

  /**
   * Counts the detections of an image.
   *
   * @param labels its labels
   * @param detections what the detector finds, in pixels of the image
   */
  public void add(List<LabelledBox> labels, List<DetectedBox> detections) {
    for (DetectedBox detection : detections) {
      double best = 0;
      boolean agrees = false;
      for (LabelledBox label : labels) {
        double overlap = Overlap.of(label, detection);
        if (overlap > best) {
          best = overlap;
          agrees = label.label().equals(detection.label());
        }
      }
      existence.add(detection, best >= NEARBY);
      if (best >= SAME_OBJECT) {
        agreement.add(detection, agrees);
      }
    }
    for (LabelledBox label : labels) {
      boolean found = best(label, detections) >= LEAST_FOUND;
      recall.computeIfAbsent(label.label(), name -> new Rate()).add(found);
    }
  }

  /** Probability that there is an object where a detection is, in (0, 1). */
  double existence(DetectedBox detection) {
    return existence.of(detection);
  }

  /** Probability that an object has the class of the detection, in (0, 1). */
  double agreement(DetectedBox detection) {
    return agreement.of(detection);
  }

  /** Probability that the detector finds an object of a class, in (0, 1). */
  double recall(String label) {
    Rate rate = recall.getOrDefault(label, new Rate());
    return (rate.right + FOUND_PRIOR) / (rate.all + LABELLED_PRIOR);
  }

  /** The highest score of a detection that has the class and the place of a label; 0 for none. */
  static double best(LabelledBox label, List<DetectedBox> detections) {
    return detections.stream()
        .filter(detection -> detection.label().equals(label.label()))
        .filter(detection -> Overlap.of(label, detection) >= SAME_OBJECT)
        .mapToDouble(DetectedBox::score)
        .max()
        .orElse(0);
  }

  /** A rate by class and score. */
  private static final class Rates {
    private final Rate[] pooled = new Rate[BINS];
    private final Map<String, Rate[]> byClass = new HashMap<>();

    void add(DetectedBox detection, boolean right) {
      int bin = bin(detection.score());
      in(pooled, bin).add(right);
      in(byClass.computeIfAbsent(detection.label(), name -> new Rate[BINS]), bin).add(right);
    }

    double of(DetectedBox detection) {
      int bin = bin(detection.score());
      double all = in(pooled, bin).shrunk(detection.score());
      Rate[] own = byClass.getOrDefault(detection.label(), new Rate[BINS]);
      return in(own, bin).shrunk(all);
    }

    private static int bin(double score) {
      return Math.min(BINS - 1, (int) (score * BINS));
    }

    private static Rate in(Rate[] bins, int bin) {
      if (bins[bin] == null) {
        bins[bin] = new Rate();
      }
      return bins[bin];
    }
  }

  /** How many of all are right. */
  private static final class Rate {
    private long all;
    private long right;

    void add(boolean isRight) {
      all++;
      right += isRight ? 1 : 0;
    }

    double shrunk(double towards) {
      return (right + PRIOR * towards) / (all + PRIOR);
    }
  }
}
