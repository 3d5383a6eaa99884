package io.boxstream.ingest.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts of positive numbers in bins of a logarithmic scale: bin i holds {@code [b^i, b^(i+1))},
 * where the base b is 2 or its square root. The first and the last bin also hold what lies beyond
 * them. Bins are found by exponents, not by logarithms, so a power of two is always the lower bound
 * of its bin.
 */
final class LogHistogram {

  /** Scales of the histograms. */
  enum Scale {
    /** Area of a box by the area of its image, in (0, 1]. */
    RELATIVE_AREA(-20, -1, 1),
    /** Square root of the area of a box, in pixels. */
    SIDE(0, 14, 1),
    /** Width by height of a box; two bins for each factor of two. */
    ASPECT_RATIO(-8, 7, 2);

    private final int lowest;
    private final int highest;
    private final int binsPerOctave;

    Scale(int lowest, int highest, int binsPerOctave) {
      this.lowest = lowest;
      this.highest = highest;
      this.binsPerOctave = binsPerOctave;
    }

    private int bin(double value) {
      double power = binsPerOctave == 1 ? value : value * value;
      return Math.min(highest, Math.max(lowest, Math.getExponent(power)));
    }

    private double bound(int bin) {
      return Math.pow(2, (double) bin / binsPerOctave);
    }
  }

  private final Scale scale;
  private final long[] counts;

  LogHistogram(Scale scale) {
    this.scale = scale;
    this.counts = new long[scale.highest - scale.lowest + 1];
  }

  /**
   * Adds to the count of a value's bin.
   *
   * @param value above 0
   */
  void add(double value, long change) {
    counts[scale.bin(value) - scale.lowest] += change;
  }

  /** How many numbers {@link #counts} has. */
  int size() {
    return counts.length;
  }

  /** The counts of all bins. */
  long[] counts() {
    return counts.clone();
  }

  /** Takes the counts of another histogram of this scale, from a place of an array on. */
  void restore(long[] from, int place) {
    System.arraycopy(from, place, counts, 0, counts.length);
  }

  /** The bins that are not empty, in rising order. */
  List<StatisticsReport.Bin> bins() {
    List<StatisticsReport.Bin> bins = new ArrayList<>();
    for (int index = 0; index < counts.length; index++) {
      if (counts[index] != 0) {
        int bin = index + scale.lowest;
        bins.add(new StatisticsReport.Bin(scale.bound(bin), scale.bound(bin + 1), counts[index]));
      }
    }
    return bins;
  }
}
