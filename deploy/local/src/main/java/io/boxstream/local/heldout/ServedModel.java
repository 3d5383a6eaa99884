package io.boxstream.local.heldout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What inference says of the model that it serves.
 *
 * @param classes its labels by class index
 * @param threshold the lowest score in results, for classes without their own
 * @param thresholds the lowest score in results by label
 */
public record ServedModel(List<String> classes, double threshold, Map<String, Double> thresholds) {

  public ServedModel {
    classes = List.copyOf(classes);
    thresholds = Map.copyOf(thresholds);
  }

  /** The model of an answer of {@code GET /v1/model}. */
  public static ServedModel of(JsonNode answer) {
    List<String> classes = new ArrayList<>();
    answer.path("classes").forEach(label -> classes.add(label.asText()));
    Map<String, Double> thresholds = new HashMap<>();
    answer
        .at("/threshold/perClass")
        .fields()
        .forEachRemaining(entry -> thresholds.put(entry.getKey(), entry.getValue().asDouble()));
    return new ServedModel(classes, answer.at("/threshold/overall").asDouble(), thresholds);
  }

  /** The lowest score of a class in results. */
  double threshold(String label) {
    return thresholds.getOrDefault(label, threshold);
  }
}
