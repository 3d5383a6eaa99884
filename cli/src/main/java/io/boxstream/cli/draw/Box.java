package io.boxstream.cli.draw;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * A detected object.
 *
 * @param label name of its class
 * @param score confidence in [0, 1]
 * @param xMin left edge in pixels of the upright image
 * @param yMin top edge
 * @param xMax right edge
 * @param yMax bottom edge
 */
public record Box(String label, double score, double xMin, double yMin, double xMax, double yMax) {

  public Box {
    Objects.requireNonNull(label, "label");
  }

  /** Reads a box of a detection. */
  public static Box of(JsonNode box) {
    return new Box(
        box.path("label").asText(),
        box.path("score").asDouble(),
        box.path("xMin").asDouble(),
        box.path("yMin").asDouble(),
        box.path("xMax").asDouble(),
        box.path("yMax").asDouble());
  }
}
