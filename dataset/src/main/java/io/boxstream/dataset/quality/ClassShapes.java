package io.boxstream.dataset.quality;

import io.boxstream.events.LabelledBox;
import io.boxstream.events.SuspectReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What sizes and shapes the boxes of each class have, and which boxes are out of proportion.
 *
 * <p>Of each box two logarithms are counted: of its side (the square root of the area, relative to
 * that of the image) and of its width divided by its height. A box is unusual by how far it is from
 * the median of its class, in units of the deviation that a normal distribution with the same
 * median absolute deviation has (Iglewicz and Hoaglin, "How to Detect and Handle Outliers", 1993).
 * Counts are in fixed bins, so boxes are added and taken away in constant time, and memory depends
 * on the number of classes only. Thread-safe.
 */
public final class ClassShapes {

  /** A class with fewer boxes has no usual size. */
  private static final long LEAST_BOXES = 30;

  /** Below, nothing is unusual: 1 of 2 million boxes of a normal distribution is beyond. */
  private static final double UNUSUAL = 5;

  /** Boxes of one class differ by 10 % in any case. */
  private static final double LEAST_DEVIATION = 0.1;

  private static final double MOST = 0.9;

  private final Map<String, Shapes> classes = new HashMap<>();

  /** Counts the boxes of an image. */
  public synchronized void add(int width, int height, List<LabelledBox> boxes) {
    count(width, height, boxes, 1);
  }

  /** Takes away the boxes of an image that were counted. */
  public synchronized void remove(int width, int height, List<LabelledBox> boxes) {
    count(width, height, boxes, -1);
  }

  /** Forgets everything. */
  public synchronized void clear() {
    classes.clear();
  }

  /** All counts by class, to be {@linkplain #restore restored} by a later process. */
  public synchronized Map<String, long[]> counts() {
    Map<String, long[]> counts = new HashMap<>();
    classes.forEach((name, shapes) -> counts.put(name, shapes.counts()));
    return counts;
  }

  /**
   * Takes the counts of an earlier process in place of those that are there.
   *
   * @throws IllegalArgumentException if they are not such counts
   */
  public synchronized void restore(Map<String, long[]> counts) {
    clear();
    counts.forEach((name, numbers) -> classes.put(name, Shapes.of(numbers)));
  }

  private void count(int width, int height, List<LabelledBox> boxes, int sign) {
    for (LabelledBox box : boxes) {
      Shapes shapes = classes.computeIfAbsent(box.label(), name -> new Shapes());
      shapes.sides.add(side(width, height, box), sign);
      shapes.aspects.add(aspect(box), sign);
      if (shapes.sides.total() == 0) {
        classes.remove(box.label());
      }
    }
  }

  /**
   * The boxes of an image that are out of proportion to their class, as one suspect. The score
   * rises with the distance from the median, from 0.5 at 5 deviations towards 0.9.
   */
  public synchronized Optional<Suspect> unusual(
      String imageId, int width, int height, List<LabelledBox> boxes) {
    List<LabelledBox> unusual = new ArrayList<>();
    double most = 0;
    for (LabelledBox box : boxes) {
      double deviations = deviations(width, height, box);
      if (deviations >= UNUSUAL) {
        unusual.add(box);
        most = Math.max(most, deviations);
      }
    }
    return unusual.isEmpty()
        ? Optional.empty()
        : Optional.of(Suspect.ofBoxes(SuspectReason.UNUSUAL_BOX, score(most), imageId, unusual));
  }

  private static double score(double deviations) {
    return MOST - (MOST - 0.5) * UNUSUAL / deviations;
  }

  /** How far a box is from the median of its class; 0 if the class has no usual size. */
  synchronized double deviations(int width, int height, LabelledBox box) {
    Shapes shapes = classes.get(box.label());
    if (shapes == null || shapes.sides.total() < LEAST_BOXES) {
      return 0;
    }
    return Math.max(
        deviations(shapes.sides, side(width, height, box)),
        deviations(shapes.aspects, aspect(box)));
  }

  private static double deviations(MedianHistogram values, double value) {
    double deviation = Math.max(LEAST_DEVIATION, values.robustDeviation());
    return Math.abs(value - values.median()) / deviation;
  }

  private static double side(int width, int height, LabelledBox box) {
    double area = (box.xMax() - box.xMin()) * (box.yMax() - box.yMin());
    return Math.log(area / ((double) width * height)) / 2;
  }

  private static double aspect(LabelledBox box) {
    return Math.log((box.xMax() - box.xMin()) / (box.yMax() - box.yMin()));
  }

  private static final class Shapes {
    private final MedianHistogram sides = new MedianHistogram();
    private final MedianHistogram aspects = new MedianHistogram();

    /** The length of the counts of the sides, they, and those of the aspects. */
    private long[] counts() {
      long[] ofSides = sides.filled();
      return LongStream.concat(
              LongStream.of(ofSides.length),
              LongStream.concat(LongStream.of(ofSides), LongStream.of(aspects.filled())))
          .toArray();
    }

    private static Shapes of(long[] counts) {
      if (counts.length % 2 == 0 || counts[0] % 2 != 0 || counts[0] >= counts.length) {
        throw new IllegalArgumentException(
            "these are not the counts of a class: " + counts.length + " numbers");
      }
      Shapes shapes = new Shapes();
      for (int place = 1; place < counts.length; place += 2) {
        MedianHistogram histogram = place <= counts[0] ? shapes.sides : shapes.aspects;
        histogram.restore(counts[place], counts[place + 1]);
      }
      return shapes;
    }
  }
}
