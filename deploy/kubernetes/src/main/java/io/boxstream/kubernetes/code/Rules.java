package io.boxstream.kubernetes.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The rules of Prometheus in {@code deploy/monitoring/rules}. */
public final class Rules {
  private static final YAMLMapper YAML = new YAMLMapper();

  private Rules() {}

  /**
   * The groups of all files, in the order of their names.
   *
   * @param home the checkout
   * @throws IOException if a file cannot be read
   */
  public static ArrayNode groups(Path home) throws IOException {
    ArrayNode groups = JsonNodeFactory.instance.arrayNode();
    for (Path file : files(home)) {
      for (JsonNode group : YAML.readTree(Files.readString(file)).path("groups")) {
        groups.add(group);
      }
    }
    return groups;
  }

  /** The files, in the order of their names. */
  public static List<Path> files(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("deploy/monitoring/rules"))) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    }
  }
}
