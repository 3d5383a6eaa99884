package io.boxstream.images.yolo;

import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.BoxCorners;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.images.formats.RawBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the lines of a YOLO label file: {@code class cx cy width height}, or {@code class x1 y1 x2
 * y2 x3 y3 ...} for a polygon, of which the box is taken. Coordinates are relative to width and
 * height of the upright image, from 0 to 1.
 */
final class YoloLabels {

  /** Largest label file in bytes. */
  static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final int MAX_LINES = 10_000;
  private static final int BOX = 5;
  private static final int SMALLEST_POLYGON = 7;

  private final Map<Integer, String> names;
  private final boolean keypoints;
  private final DeclaredSize size;

  /**
   * @param names class names by number
   * @param keypoints whether keypoints follow the box
   * @param size of the upright image in pixels
   */
  YoloLabels(Map<Integer, String> names, boolean keypoints, DeclaredSize size) {
    this.names = names;
    this.keypoints = keypoints;
    this.size = size;
  }

  /**
   * Reads a file.
   *
   * @return boxes in pixels
   * @throws MalformedAnnotationException if a line is invalid; names the line
   */
  Annotation read(String text) {
    List<RawBox> boxes = new ArrayList<>();
    int line = 0;
    for (String each : text.replace("\uFEFF", "").split("\\R", -1)) {
      line++;
      if (!each.isBlank()) {
        boxes.add(box(each.strip().split("\\s+", -1), line));
      }
      if (boxes.size() > MAX_LINES) {
        throw new MalformedAnnotationException("there are more than " + MAX_LINES + " objects");
      }
    }
    if (!boxes.isEmpty() && !size.known()) {
      throw new MalformedAnnotationException(
          "the size of the image is unknown, and YOLO labels are relative to it");
    }
    return new Annotation(size, boxes);
  }

  private RawBox box(String[] columns, int line) {
    double[] numbers = new double[columns.length];
    for (int column = 0; column < columns.length; column++) {
      numbers[column] = number(columns[column], line);
    }
    String label = label(numbers[0], line);
    if (columns.length == BOX || keypoints && columns.length > BOX) {
      return centred(numbers).of(label, false);
    }
    if (columns.length >= SMALLEST_POLYGON && columns.length % 2 == 1) {
      return around(numbers).of(label, false);
    }
    throw new MalformedAnnotationException(
        "line %d has %d columns; a box has 5 (class, centre x, centre y, width, height), a polygon"
                .formatted(line, columns.length)
            + " 7 or more (class and pairs of x and y)");
  }

  private BoxCorners centred(double[] numbers) {
    double width = numbers[3];
    double height = numbers[4];
    return new BoxCorners(
        (numbers[1] - width / 2) * size.width(),
        (numbers[2] - height / 2) * size.height(),
        (numbers[1] + width / 2) * size.width(),
        (numbers[2] + height / 2) * size.height());
  }

  private BoxCorners around(double[] numbers) {
    BoxCorners.Hull hull = new BoxCorners.Hull();
    for (int column = 1; column < numbers.length; column += 2) {
      hull.add(numbers[column] * size.width(), numbers[column + 1] * size.height());
    }
    return hull.corners();
  }

  private String label(double number, int line) {
    boolean whole = number == Math.rint(number);
    String label = whole ? names.get((int) number) : null;
    if (label == null) {
      String shown = whole ? Long.toString((long) number) : Double.toString(number);
      throw new MalformedAnnotationException(
          "line %d has the class %s; the classes are %s".formatted(line, shown, range()));
    }
    return label;
  }

  private String range() {
    if (names.isEmpty()) {
      return "unknown: no class names apply to this file";
    }
    int first = names.keySet().stream().mapToInt(Integer::intValue).min().orElseThrow();
    int last = names.keySet().stream().mapToInt(Integer::intValue).max().orElseThrow();
    return first + " to " + last;
  }

  private static double number(String text, int line) {
    try {
      double value = text.length() > 100 ? Double.NaN : Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new MalformedAnnotationException(
        "line %d has \"%s\", which is not a number"
            .formatted(line, text.length() <= 40 ? text : text.substring(0, 40) + "..."));
  }
}
