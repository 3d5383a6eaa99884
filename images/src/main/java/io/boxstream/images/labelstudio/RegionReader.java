package io.boxstream.images.labelstudio;

import static io.boxstream.images.formats.JsonTree.array;
import static io.boxstream.images.formats.JsonTree.number;
import static io.boxstream.images.formats.JsonTree.object;
import static io.boxstream.images.formats.JsonTree.text;

import io.boxstream.images.formats.BoxCorners;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.ImageLabels;
import io.boxstream.images.formats.JsonTree;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Converts the regions of one annotation. Coordinates are in per cent of {@code original_width} and
 * {@code original_height}. A region drawn from right to left or upwards may have a negative width
 * or height. Regions that are no boxes reject their image, because without them the object would be
 * background; polygons become boxes.
 */
final class RegionReader {

  private static final double PER_CENT = 100;
  private static final double FULL_TURN = 360;
  private static final double SMALLEST_ROTATION = 1e-9;

  private final ImageLabels labels;
  private final Map<String, Set<String>> labelsById = new HashMap<>();
  private int position;

  /**
   * @param labels receives the boxes
   */
  RegionReader(ImageLabels labels) {
    this.labels = labels;
  }

  /**
   * Reads the regions.
   *
   * @param regions elements of {@code result}
   */
  void read(List<?> regions) {
    for (Object region : regions) {
      Map<?, ?> fields = object(region);
      text(fields.get("id"))
          .ifPresent(
              id ->
                  labelsById
                      .computeIfAbsent(id, each -> new LinkedHashSet<>())
                      .addAll(labelsOf(object(fields.get("value")))));
    }
    Set<String> done = new LinkedHashSet<>();
    for (Object region : regions) {
      Map<?, ?> fields = object(region);
      Map<?, ?> value = object(fields.get("value"));
      // Interfaces with separate shapes and labels write one region twice, under one id.
      boolean repeated = text(fields.get("id")).map(id -> !done.add(id)).orElse(false);
      if (isShape(value) && !repeated) {
        position++;
        readShape(fields, value);
      }
    }
  }

  private void readShape(Map<?, ?> region, Map<?, ?> value) {
    Set<String> names =
        text(region.get("id"))
            .map(labelsById::get)
            .filter(found -> !found.isEmpty())
            .orElseGet(() -> labelsOf(value));
    if (names.isEmpty()) {
      refuse("has no label");
      return;
    }
    DeclaredSize size = size(region, value);
    if (!size.known()) {
      refuse("has no original_width and original_height");
      return;
    }
    labels.size(size);
    if (isTurned(value.get("rotation")) || isTurned(rotationOfImage(region, value))) {
      refuse("is rotated; draw an upright rectangle");
      return;
    }
    Optional<BoxCorners> corners = corners(value, size);
    if (corners.isEmpty()) {
      refuse("is not a rectangle or polygon with numbers");
      return;
    }
    names.forEach(name -> labels.add(corners.get().of(name, false)));
  }

  private void refuse(String fault) {
    labels.refuse("region " + position + " " + fault);
  }

  private static Object rotationOfImage(Map<?, ?> region, Map<?, ?> value) {
    return region.containsKey("image_rotation")
        ? region.get("image_rotation")
        : value.get("image_rotation");
  }

  private static DeclaredSize size(Map<?, ?> region, Map<?, ?> value) {
    Map<?, ?> source = region.containsKey("original_width") ? region : value;
    return JsonTree.size(source.get("original_width"), source.get("original_height"));
  }

  /** Whether a value describes a place in the image; choices, texts and ratings do not. */
  private static boolean isShape(Map<?, ?> value) {
    return value.containsKey("x")
        || value.containsKey("points")
        || value.containsKey("vertices")
        || value.containsKey("rle");
  }

  private static Set<String> labelsOf(Map<?, ?> value) {
    Set<String> names = new LinkedHashSet<>();
    value.forEach(
        (field, list) -> {
          if (String.valueOf(field).endsWith("labels")) {
            array(list).stream()
                .flatMap(name -> text(name).stream())
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
          }
        });
    return names;
  }

  private static boolean isTurned(Object rotation) {
    double turn = Math.abs(number(rotation).orElse(0)) % FULL_TURN;
    return Math.min(turn, FULL_TURN - turn) > SMALLEST_ROTATION;
  }

  private static Optional<BoxCorners> corners(Map<?, ?> value, DeclaredSize size) {
    if (value.containsKey("rle")) {
      return Optional.empty();
    }
    BoxCorners.Hull hull = new BoxCorners.Hull();
    if (value.containsKey("points")) {
      for (Object point : array(value.get("points"))) {
        List<?> pair = array(point);
        if (pair.size() != 2) {
          return Optional.empty();
        }
        add(hull, number(pair.get(0)), number(pair.get(1)), size);
      }
    } else {
      OptionalDouble width = number(value.get("width"));
      OptionalDouble height = number(value.get("height"));
      OptionalDouble x = number(value.get("x"));
      OptionalDouble y = number(value.get("y"));
      if (width.isEmpty() || height.isEmpty() || x.isEmpty() || y.isEmpty()) {
        return Optional.empty();
      }
      if (value.containsKey("radiusX") || value.containsKey("keypointlabels")) {
        return Optional.empty();
      }
      add(hull, x, y, size);
      add(
          hull,
          OptionalDouble.of(x.getAsDouble() + width.getAsDouble()),
          OptionalDouble.of(y.getAsDouble() + height.getAsDouble()),
          size);
    }
    return hull.isEmpty() ? Optional.empty() : Optional.of(hull.corners());
  }

  private static void add(
      BoxCorners.Hull hull, OptionalDouble x, OptionalDouble y, DeclaredSize size) {
    if (x.isPresent() && y.isPresent()) {
      hull.add(
          x.getAsDouble() / PER_CENT * size.width(), y.getAsDouble() / PER_CENT * size.height());
    }
  }
}
