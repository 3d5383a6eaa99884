package io.boxstream.images.export;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers the classes of a data set in the order in which they appear. */
public final class ClassNumbers {

  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final int first;

  /**
   * @param first number of the first class
   */
  public ClassNumbers(int first) {
    this.first = first;
  }

  /** The number of a class. */
  public int of(String label) {
    Integer known = numbers.get(label);
    int number = known != null ? known : first + numbers.size();
    numbers.putIfAbsent(label, number);
    return number;
  }

  /** The numbers by class, in rising order. */
  public Map<String, Integer> all() {
    return Collections.unmodifiableMap(numbers);
  }
}
