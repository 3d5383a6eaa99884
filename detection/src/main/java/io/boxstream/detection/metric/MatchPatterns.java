package io.boxstream.detection.metric;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Assigns numbers to the patterns of verdicts: the cells in which a detection counts, and those in
 * which it is a true positive. There are far fewer patterns than detections, because most
 * detections are correct up to some overlap and wrong above it. So it is enough to store one number
 * per detection.
 */
final class MatchPatterns {

  private record Pattern(long counted, long right) {}

  private final Map<Pattern, Integer> numbers = new HashMap<>();
  private long[] counted = new long[64];
  private long[] right = new long[64];

  /**
   * The number of a pattern, from 0.
   *
   * @param countedCells cells in which the detection is a true or false positive
   * @param rightCells those of them in which it is a true positive
   */
  int number(long countedCells, long rightCells) {
    Pattern pattern = new Pattern(countedCells, rightCells);
    Integer known = numbers.get(pattern);
    if (known != null) {
      return known;
    }
    int number = numbers.size();
    if (number == counted.length) {
      counted = Arrays.copyOf(counted, 2 * number);
      right = Arrays.copyOf(right, 2 * number);
    }
    counted[number] = countedCells;
    right[number] = rightCells;
    numbers.put(pattern, number);
    return number;
  }

  /** Cells in which detections with that pattern count. */
  long counted(int number) {
    return counted[number];
  }

  /** Cells in which detections with that pattern are true positives. */
  long right(int number) {
    return right[number];
  }
}
