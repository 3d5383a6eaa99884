package io.boxstream.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a fuzzer sent to a service, and what was answered.
 *
 * @param answers in the order they came
 */
record DrivenOperations(List<Answer> answers) {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "head", "patch");

  DrivenOperations {
    answers = List.copyOf(answers);
  }

  /**
   * An answer.
   *
   * @param operation method and path as the OpenAPI document has them: {@code GET /v1/images/{id}}
   * @param address path and query that were sent
   */
  record Answer(String operation, int status, String address) {}

  /** Reads the record that {@code checks.py} writes. */
  static DrivenOperations read(Path file) throws IOException {
    return new DrivenOperations(
        Files.readAllLines(file).stream()
            .map(line -> line.split("\t", 3))
            .map(parts -> new Answer(parts[0], Integer.parseInt(parts[1]), parts[2]))
            .toList());
  }

  /** The operations of an OpenAPI document. */
  static Set<String> documented(JsonNode document) {
    Set<String> operations = new TreeSet<>();
    document
        .path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (METHODS.contains(method)) {
                            operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    return operations;
  }

  /** The operations that were answered at least once. */
  Set<String> operations() {
    return statuses().keySet();
  }

  /** How often each operation was answered with each status. */
  Map<String, Map<Integer, Integer>> statuses() {
    Map<String, Map<Integer, Integer>> statuses = new TreeMap<>();
    for (Answer answer : answers) {
      statuses
          .computeIfAbsent(answer.operation(), operation -> new TreeMap<>())
          .merge(answer.status(), 1, Integer::sum);
    }
    return statuses;
  }

  /** Whether some request succeeded. */
  boolean succeeded(String operation, Predicate<String> address) {
    return answers.stream()
        .anyMatch(
            answer ->
                answer.operation().equals(operation)
                    && answer.status() / 100 == 2
                    && address.test(answer.address()));
  }
}
