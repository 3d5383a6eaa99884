package io.boxstream.images;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * 64 bits that hardly change when an image is encoded again, resized, or made brighter. Images that
 * look alike differ in few bits; unrelated ones in about 32.
 *
 * <p>The image is averaged to 32×32 grey values. Its discrete cosine transform (DCT-II) has the
 * coarse structure in the lowest frequencies; a bit says whether one of 64 of them is above their
 * median. This is the hash that C. Zauner describes in "Implementation and Benchmarking of
 * Perceptual Image Hash Functions" (2010), section 3.2.1: frequencies 1 to 8 in both directions, so
 * that brightness does not count. An image without structure, such as a black frame, has the hash
 * {@link #BLANK}.
 *
 * @param bits frequency (v, u), each 1 to 8, is bit 8·(v−1) + (u−1)
 */
public record PerceptualHash(long bits) {

  /** Number of bits. */
  public static final int LENGTH = Long.SIZE;

  /** The hash of an image without structure. It says nothing about what the image shows. */
  public static final PerceptualHash BLANK = new PerceptualHash(0);

  /** Below one grey level, the noise of an encoder decides the bits. */
  private static final double LEAST_DEVIATION = 1;

  /** Cells in a row and in a column of the average. */
  static final int SIDE = 32;

  private static final int FREQUENCIES = 8;

  /** Row u−1: the cosines of frequency u at the 32 positions. */
  private static final double[][] COSINES = cosines();

  /**
   * The hash of an image as a viewer shows it.
   *
   * @param image upright pixels of any size; a side below 32 pixels is stretched
   */
  public static PerceptualHash of(RgbImage image) {
    requireNonNull(image, "image");
    return of(GreyAverages.of(image));
  }

  static PerceptualHash of(GreyAverages image) {
    double[] grey = image.inCells(SIDE);
    if (deviation(grey) < LEAST_DEVIATION) {
      return BLANK;
    }
    double[] frequencies = lowFrequencies(grey);
    double median = median(frequencies);
    long bits = 0;
    for (int i = 0; i < frequencies.length; i++) {
      if (frequencies[i] > median) {
        bits |= 1L << i;
      }
    }
    return new PerceptualHash(bits);
  }

  /**
   * Number of bits in which two hashes differ.
   *
   * @return 0 to 64; symmetric, and a metric
   */
  public int distance(PerceptualHash other) {
    return Long.bitCount(bits ^ other.bits);
  }

  /** 16 hexadecimal digits, which {@link #parse} reads. */
  @Override
  public String toString() {
    return String.format("%016x", bits);
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if the text is not 16 hexadecimal digits
   */
  public static PerceptualHash parse(String text) {
    if (text.length() != LENGTH / 4) {
      throw new IllegalArgumentException("not 16 hexadecimal digits: " + text);
    }
    try {
      return new PerceptualHash(Long.parseUnsignedLong(text, 16));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not 16 hexadecimal digits: " + text, e);
    }
  }

  /** Frequencies (1..8, 1..8) of the two-dimensional DCT-II, without its constant factors. */
  private static double[] lowFrequencies(double[] grey) {
    double[] rows = new double[SIDE * FREQUENCIES];
    for (int y = 0; y < SIDE; y++) {
      for (int u = 0; u < FREQUENCIES; u++) {
        double sum = 0;
        for (int x = 0; x < SIDE; x++) {
          sum += grey[y * SIDE + x] * COSINES[u][x];
        }
        rows[y * FREQUENCIES + u] = sum;
      }
    }
    double[] frequencies = new double[FREQUENCIES * FREQUENCIES];
    for (int v = 0; v < FREQUENCIES; v++) {
      for (int u = 0; u < FREQUENCIES; u++) {
        double sum = 0;
        for (int y = 0; y < SIDE; y++) {
          sum += rows[y * FREQUENCIES + u] * COSINES[v][y];
        }
        frequencies[v * FREQUENCIES + u] = sum;
      }
    }
    return frequencies;
  }

  /** The standard deviation. */
  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / values.length);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double[][] cosines() {
    double[][] cosines = new double[FREQUENCIES][SIDE];
    for (int u = 0; u < FREQUENCIES; u++) {
      for (int x = 0; x < SIDE; x++) {
        cosines[u][x] = Math.cos((2 * x + 1) * (u + 1) * Math.PI / (2 * SIDE));
      }
    }
    return cosines;
  }
}
