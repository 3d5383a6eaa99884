package io.boxstream.benchmarks;

import java.util.List;
import java.util.regex.Pattern;

/** The ids in what a service has answered. */
final class JsonIds {

  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private JsonIds() {}

  /** All of them, in the order of the answer. */
  static List<String> all(String json) {
    return ID.matcher(json).results().map(result -> result.group(1)).toList();
  }

  /**
   * The first one.
   *
   * @throws IllegalStateException if there is none
   */
  static String first(String json) {
    return all(json).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the service answered: " + json));
  }
}
