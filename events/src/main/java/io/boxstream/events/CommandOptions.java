package io.boxstream.events;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Options of the commands that prepare a cluster. */
public final class CommandOptions {
  private CommandOptions() {}

  /**
   * The values of options that are given as {@code --name value}.
   *
   * @return empty if an argument is unknown, twice there or without a value
   */
  public static Map<String, String> parse(List<String> arguments, Set<String> known) {
    Map<String, String> options = new HashMap<>();
    for (int index = 0; index + 1 < arguments.size(); index += 2) {
      options.put(arguments.get(index), arguments.get(index + 1));
    }
    boolean valid = known.containsAll(options.keySet()) && 2 * options.size() == arguments.size();
    return valid ? options : Map.of();
  }

  /**
   * The properties in a file.
   *
   * @throws IOException if it cannot be read
   */
  public static Map<String, String> properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Map<String, String> named = new HashMap<>();
    properties.stringPropertyNames().forEach(name -> named.put(name, properties.getProperty(name)));
    return named;
  }
}
