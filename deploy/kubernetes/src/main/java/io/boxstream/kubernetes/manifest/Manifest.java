package io.boxstream.kubernetes.manifest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One object of a rendered folder.
 *
 * @param root the whole object
 */
public record Manifest(JsonNode root) {
  public Manifest {
    requireNonNull(root, "root");
  }

  public String kind() {
    return root.path("kind").asText();
  }

  public String name() {
    return root.path("metadata").path("name").asText();
  }

  public Map<String, String> labels() {
    return texts(root.path("metadata").path("labels"));
  }

  /**
   * A field below others; a missing node where one of them is not there.
   *
   * @param path names from the root, separated by dots
   */
  public JsonNode at(String path) {
    return at(root, path);
  }

  /** As {@link #at(String)}, from a node. */
  public static JsonNode at(JsonNode node, String path) {
    JsonNode found = node;
    for (String name : path.split("\\.")) {
      found = found.path(name);
    }
    return found;
  }

  /** The texts of an object, in its order. */
  public static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  /** The items of a list, none for what is no list. */
  public static List<JsonNode> items(JsonNode list) {
    List<JsonNode> items = new ArrayList<>();
    if (list.isArray()) {
      list.forEach(items::add);
    }
    return items;
  }

  @Override
  public String toString() {
    return kind() + "/" + name();
  }
}
