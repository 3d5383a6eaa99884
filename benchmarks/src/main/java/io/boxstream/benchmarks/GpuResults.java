package io.boxstream.benchmarks;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a process of the {@code gpu} benchmarks found, sent as lines of its output: {@value #MARK},
 * a name, numbers.
 *
 * @param values numbers by name
 */
record GpuResults(Map<String, List<Double>> values) {

  private static final String MARK = "result";

  GpuResults {
    values = Map.copyOf(values);
  }

  /** Reads what {@link #print} wrote among other lines. */
  static GpuResults read(String output) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (String line : output.lines().toList()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals(MARK)) {
        values.put(words[1], Arrays.stream(words).skip(2).map(Double::valueOf).toList());
      }
    }
    return new GpuResults(values);
  }

  /** Writes numbers of a name, so that they are read as the same numbers. */
  static void print(PrintStream out, String name, double... numbers) {
    out.println(
        Arrays.stream(numbers)
            .mapToObj(Double::toString)
            .collect(Collectors.joining(" ", MARK + " " + name + " ", "")));
  }

  /** All numbers of a name. */
  double[] numbers(String name) {
    List<Double> found = values.get(name);
    if (found == null) {
      throw new IllegalStateException("no " + name + " among " + values.keySet());
    }
    return found.stream().mapToDouble(number -> number).toArray();
  }

  /** The only number of a name. */
  double number(String name) {
    return numbers(name)[0];
  }
}
