package io.boxstream.console.operations;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics of a service in Prometheus' text format (version 0.0.4). Only the names that are
 * asked for are kept.
 */
public final class Samples {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})?[ \\t]+(\\S+)(?:[ \\t]+-?[0-9]+)?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final int MOST_SAMPLES = 10_000;

  private final Map<String, List<Sample>> byName;

  private Samples(Map<String, List<Sample>> byName) {
    this.byName = byName;
  }

  /** A value with its labels. */
  public record Sample(Map<String, String> labels, double value) {

    public Sample {
      labels = Map.copyOf(labels);
    }
  }

  /**
   * Reads metrics.
   *
   * @param wanted whether a name is kept
   */
  public static Samples parse(String text, Predicate<String> wanted) {
    Map<String, List<Sample>> byName = new HashMap<>();
    text.lines()
        .limit(MOST_SAMPLES)
        .filter(line -> !line.startsWith("#"))
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .filter(line -> wanted.test(line.group(1)))
        .forEach(
            line ->
                number(line.group(3))
                    .ifPresent(
                        value ->
                            byName
                                .computeIfAbsent(line.group(1), none -> new ArrayList<>())
                                .add(new Sample(labels(line.group(2)), value))));
    return new Samples(byName);
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new HashMap<>();
    if (text != null) {
      Matcher label = LABEL.matcher(text);
      while (label.find()) {
        labels.put(label.group(1), unescaped(label.group(2)));
      }
    }
    return labels;
  }

  private static String unescaped(String value) {
    StringBuilder text = new StringBuilder();
    for (int index = 0; index < value.length(); index++) {
      char character = value.charAt(index);
      if (character == '\\' && index + 1 < value.length()) {
        index++;
        text.append(value.charAt(index) == 'n' ? '\n' : value.charAt(index));
      } else {
        text.append(character);
      }
    }
    return text.toString();
  }

  /** Empty for NaN, which says that a value is unknown. */
  private static OptionalDouble number(String text) {
    try {
      double value =
          switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
          };
      return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** The samples of a name. */
  public List<Sample> of(String name) {
    return List.copyOf(byName.getOrDefault(name, List.of()));
  }

  /** The sum over all labels; empty if there is no sample. */
  public OptionalDouble sum(String name) {
    return sum(of(name));
  }

  /** The sum over the samples with a label; empty if there is none. */
  public OptionalDouble sum(String name, String label, String value) {
    return sum(
        of(name).stream().filter(sample -> value.equals(sample.labels().get(label))).toList());
  }

  private static OptionalDouble sum(Collection<Sample> samples) {
    return samples.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(samples.stream().mapToDouble(Sample::value).sum());
  }
}
