package io.boxstream.images.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.boxstream.images.formats.BoxCorners;
import java.io.IOException;
import java.util.Optional;

/** One element of COCO's {@code annotations}. */
final class CocoAnnotation {

  private static final int BBOX = 4;

  private final double[] bbox = new double[BBOX];
  private final BoxCorners.Hull hull = new BoxCorners.Hull();
  private String id;
  private String image;
  private String category;
  private boolean crowd;
  private int bboxLength;
  private boolean invalidBox;
  private boolean invalidPolygon;
  private boolean mask;

  private CocoAnnotation() {}

  /** Reads from the start of the object to its end. */
  static CocoAnnotation read(JsonParser parser) throws IOException {
    CocoAnnotation annotation = new CocoAnnotation();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (field) {
        case "id" -> annotation.id = CocoBoxes.scalar(parser);
        case "image_id" -> annotation.image = CocoBoxes.scalar(parser);
        case "category_id" -> annotation.category = CocoBoxes.scalar(parser);
        case "iscrowd" -> annotation.crowd = isTrue(parser);
        case "bbox" -> annotation.readBox(parser, value);
        case "segmentation" -> annotation.readSegmentation(parser, value);
        default -> parser.skipChildren();
      }
    }
    return annotation;
  }

  /** Id of the image, null if there is none. */
  String image() {
    return image;
  }

  /** Id of the category, null if there is none. */
  String category() {
    return category;
  }

  boolean isCrowd() {
    return crowd;
  }

  /** What messages call it. */
  String name() {
    return id == null ? "an annotation" : "annotation " + id;
  }

  /** Why there is no box; empty if there is one. */
  Optional<String> obstacle() {
    if (bboxLength > 0 ? invalidBox : invalidPolygon) {
      return Optional.of("has a coordinate that is not a finite number");
    }
    if (bboxLength == BBOX || bboxLength == 0 && !hull.isEmpty()) {
      return Optional.empty();
    }
    if (bboxLength > 0) {
      return Optional.of("has a bbox of " + bboxLength + " numbers, not of [x, y, width, height]");
    }
    return Optional.of(
        mask
            ? "has a mask (RLE) and no bbox; export it with bbox or polygons"
            : "has neither bbox nor polygons");
  }

  /** The box: of {@code bbox} if there is one, otherwise of the polygons. */
  BoxCorners corners() {
    return bboxLength == BBOX
        ? new BoxCorners(bbox[0], bbox[1], bbox[0] + bbox[2], bbox[1] + bbox[3])
        : hull.corners();
  }

  private void readBox(JsonParser parser, JsonToken start) throws IOException {
    bboxLength = 0;
    if (start != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      double value = number(parser);
      invalidBox |= !Double.isFinite(value);
      if (bboxLength < BBOX) {
        bbox[bboxLength] = value;
      }
      bboxLength++;
    }
  }

  /** Polygons are arrays of x, y, x, y ...; a mask is an object. */
  private void readSegmentation(JsonParser parser, JsonToken start) throws IOException {
    if (start != JsonToken.START_ARRAY) {
      mask = start == JsonToken.START_OBJECT;
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        parser.skipChildren();
        continue;
      }
      readPolygon(parser);
    }
  }

  private void readPolygon(JsonParser parser) throws IOException {
    double x = 0;
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      double value = number(parser);
      invalidPolygon |= !Double.isFinite(value);
      if (count % 2 == 0) {
        x = value;
      } else {
        hull.add(x, value);
      }
      count++;
    }
  }

  private static double number(JsonParser parser) throws IOException {
    if (parser.currentToken().isNumeric()) {
      return parser.getDoubleValue();
    }
    parser.skipChildren();
    return Double.NaN;
  }

  private static boolean isTrue(JsonParser parser) throws IOException {
    if (parser.currentToken().isNumeric()) {
      return parser.getDoubleValue() != 0;
    }
    boolean value = parser.currentToken() == JsonToken.VALUE_TRUE;
    parser.skipChildren();
    return value;
  }
}
