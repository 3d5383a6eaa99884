package io.boxstream.detection.metric;

import java.util.Arrays;

/**
 * The scored verdicts of one class over a data set, best score first. Verdicts with equal scores
 * keep the order in which they were added, as in a stable merge sort.
 *
 * <p>A verdict takes 8 bytes, with score and number packed into a {@code long}, plus at most half
 * as much spare capacity. Ranking temporarily needs the same amount again.
 */
final class RankedMatches {

  private static final int RESERVE = 16;
  private static final int BITS_OF_ONE = Float.floatToRawIntBits(1);
  private static final int DIGIT_BITS = 10;
  private static final int DIGITS = 1 << DIGIT_BITS;
  // The rank is the upper half of an entry. It has at most 30 bits, as the bits of 1.0f do.
  private static final int FIRST_SHIFT = 32;
  private static final int LAST_SHIFT = FIRST_SHIFT + 2 * DIGIT_BITS;

  private long[] entries = new long[RESERVE];
  private int size;
  private int ranked;

  /**
   * The rank of a score: the better the score, the lower the rank.
   *
   * @param score in [0, 1]
   * @return in [0, 2³⁰)
   */
  static int rankOf(float score) {
    // Adding zero turns -0 into 0, because their bits differ.
    return BITS_OF_ONE - Float.floatToRawIntBits(score + 0f);
  }

  /**
   * @param score in [0, 1]
   * @param verdict not negative
   */
  void add(float score, int verdict) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, size + size / 2 + RESERVE);
    }
    entries[size++] = (long) rankOf(score) << FIRST_SHIFT | verdict;
  }

  int size() {
    return size;
  }

  /** Sorts the added verdicts. More may be added and ranked afterwards. */
  void rank() {
    if (ranked == size) {
      return;
    }
    long[] from = entries;
    long[] to = new long[size];
    for (int shift = FIRST_SHIFT; shift <= LAST_SHIFT; shift += DIGIT_BITS) {
      distribute(from, to, shift);
      long[] emptied = from;
      from = to;
      to = emptied;
    }
    entries = from;
    ranked = size;
  }

  /** The verdict at a position, from 0, after {@link #rank}. */
  int verdict(int position) {
    return (int) entries[position];
  }

  /** The score at a position, from 0, after {@link #rank}. */
  float score(int position) {
    return Float.intBitsToFloat(BITS_OF_ONE - (int) (entries[position] >>> FIRST_SHIFT));
  }

  /** One stable pass of a radix sort, which starts with the least significant digit. */
  private void distribute(long[] from, long[] to, int shift) {
    int[] next = new int[DIGITS + 1];
    for (int i = 0; i < size; i++) {
      next[digit(from[i], shift) + 1]++;
    }
    for (int digit = 0; digit < DIGITS; digit++) {
      next[digit + 1] += next[digit];
    }
    for (int i = 0; i < size; i++) {
      to[next[digit(from[i], shift)]++] = from[i];
    }
  }

  private static int digit(long entry, int shift) {
    return (int) (entry >>> shift) & (DIGITS - 1);
  }
}
