package io.boxstream.detection.metric;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers for the patterns of verdicts that occur: in which cells a detection counts, and in which
 * of these it is right. There are far fewer patterns than detections, because most detections are
 * right up to some overlap and wrong from there, so a number each is all that need be kept.
 */
final class MatchPatterns {

  private record Pattern(long counted, long right) {}

  private final Map<Pattern, Integer> numbers = new HashMap<>();
  private long[] counted = new long[64];
  private long[] right = new long[64];

  /**
   * The number of a pattern, from 0.
   *
   * @param countedCells cells in which the detection is right or wrong
   * @param rightCells those of them in which it is right
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

  /** Cells in which detections of that pattern count. */
  long counted(int number) {
    return counted[number];
  }

  /** Cells in which they are right. */
  long right(int number) {
    return right[number];
  }
}
