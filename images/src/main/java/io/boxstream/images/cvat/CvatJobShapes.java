package io.boxstream.images.cvat;

import static io.boxstream.images.formats.JsonTree.array;
import static io.boxstream.images.formats.JsonTree.number;
import static io.boxstream.images.formats.JsonTree.object;
import static io.boxstream.images.formats.JsonTree.text;

import io.boxstream.images.formats.BoxCorners;
import io.boxstream.images.formats.CollectedLabels;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.JsonTree;
import io.boxstream.images.formats.UnusableDataSetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The shapes of a job as CVAT's REST API returns them ({@code GET /api/jobs/ID/annotations}), by
 * the rules of {@link CvatFormat}: rectangles, and polygons and masks by their boxes. Other shapes
 * and rotated ones refuse the labels of their frame. Coordinates are edges in pixels, counted from
 * zero. Tags are ignored.
 */
public final class CvatJobShapes {

  private static final double SMALLEST_ROTATION = 1e-9;

  /** A mask ends with its left, top, right and bottom pixel. */
  private static final int MASK_BOX = 4;

  private final Map<Integer, List<Map<?, ?>>> shapes = new HashMap<>();
  private final Map<String, String> classes;

  /**
   * @param annotations the job's annotations, as {@link JsonTree} reads them
   * @param classes names of labels by their ids
   * @throws UnusableDataSetException if the job has tracks, whose shapes are interpolated between
   *     frames
   */
  public CvatJobShapes(Object annotations, Map<String, String> classes) {
    this.classes = Map.copyOf(classes);
    Map<?, ?> fields = object(annotations);
    if (!array(fields.get("tracks")).isEmpty()) {
      throw new UnusableDataSetException(
          "the job has tracks, which are made for video; draw shapes in their place");
    }
    for (Object element : array(fields.get("shapes"))) {
      Map<?, ?> shape = object(element);
      OptionalDouble frame = number(shape.get("frame"));
      if (frame.isEmpty()) {
        throw new UnusableDataSetException("a shape of the job has no frame");
      }
      shapes.computeIfAbsent((int) frame.getAsDouble(), key -> new ArrayList<>()).add(shape);
    }
  }

  /** The labels of a frame; no boxes if it has no shapes. */
  public CollectedLabels frame(int frame, DeclaredSize size) {
    CollectedLabels labels = new CollectedLabels(size);
    int position = 0;
    for (Map<?, ?> shape : shapes.getOrDefault(frame, List.of())) {
      position++;
      read(shape, position, labels);
    }
    return labels;
  }

  private void read(Map<?, ?> shape, int position, CollectedLabels labels) {
    String kind = text(shape.get("type")).orElse("of no type");
    String subject = "shape %d (%s) ".formatted(position, kind);
    Optional<String> label = text(shape.get("label_id")).map(classes::get);
    if (label.isEmpty()) {
      labels.refuse(subject + "has no label");
      return;
    }
    if (Math.abs(number(shape.get("rotation")).orElse(0)) > SMALLEST_ROTATION) {
      labels.refuse(subject + "is rotated; draw an upright rectangle");
      return;
    }
    double[] points = points(shape);
    Optional<BoxCorners> corners =
        switch (kind) {
          case "rectangle" -> points.length == 4 ? around(points) : Optional.empty();
          case "polygon" -> around(points);
          case "mask" -> mask(points);
          default -> Optional.empty();
        };
    corners.ifPresentOrElse(
        found -> labels.add(found.of(label.get().strip(), false)),
        () -> labels.refuse(subject + "is no rectangle or polygon; draw one in its place"));
  }

  /** None if one of them is not a number. */
  private static double[] points(Map<?, ?> shape) {
    List<?> values = array(shape.get("points"));
    double[] points = new double[values.size()];
    for (int at = 0; at < points.length; at++) {
      OptionalDouble value = number(values.get(at));
      if (value.isEmpty()) {
        return new double[0];
      }
      points[at] = value.getAsDouble();
    }
    return points;
  }

  private static Optional<BoxCorners> around(double[] points) {
    if (points.length == 0 || points.length % 2 != 0) {
      return Optional.empty();
    }
    BoxCorners.Hull hull = new BoxCorners.Hull();
    for (int at = 0; at < points.length; at += 2) {
      hull.add(points[at], points[at + 1]);
    }
    return Optional.of(hull.corners());
  }

  private static Optional<BoxCorners> mask(double[] points) {
    int at = points.length - MASK_BOX;
    return at < 0
        ? Optional.empty()
        : Optional.of(
            new BoxCorners(points[at], points[at + 1], points[at + 2] + 1, points[at + 3] + 1));
  }
}
