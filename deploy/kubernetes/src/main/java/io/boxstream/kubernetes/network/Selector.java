package io.boxstream.kubernetes.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.kubernetes.manifest.Manifest;
import java.util.List;
import java.util.Map;

/** Label selectors of Kubernetes. */
final class Selector {
  private Selector() {}

  /** Whether an object with these labels is selected; an empty selector selects everything. */
  static boolean matches(JsonNode selector, Map<String, String> labels) {
    return Manifest.texts(selector.path("matchLabels")).entrySet().stream()
            .allMatch(label -> label.getValue().equals(labels.get(label.getKey())))
        && Manifest.items(selector.path("matchExpressions")).stream()
            .allMatch(expression -> holds(expression, labels));
  }

  private static boolean holds(JsonNode expression, Map<String, String> labels) {
    String value = labels.get(expression.path("key").asText());
    List<String> values =
        Manifest.items(expression.path("values")).stream().map(JsonNode::asText).toList();
    String operator = expression.path("operator").asText();
    return switch (operator) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> throw new IllegalArgumentException("no operator of a selector: " + operator);
    };
  }
}
