package io.boxstream.images.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.boxstream.images.formats.Descriptions;
import io.boxstream.images.formats.LabelCollector;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads the annotations of a COCO file one after the other.
 *
 * <p>A {@code bbox} is {@code [x, y, width, height]} in pixels from the top left corner of the
 * image, counted from zero. Without one, the box of all polygons in {@code segmentation} is taken.
 * A crowd region ({@code iscrowd}) is difficult: training and evaluation ignore it.
 */
final class CocoBoxes {

  private static final int SHOWN = 10;

  private final String path;
  private final Map<String, Integer> images;
  private final Map<String, String> categories;
  private final LabelCollector labels;
  private final TreeSet<String> unknownCategories = new TreeSet<>();
  private long withoutImage;
  private long withoutCategory;

  /**
   * @param path of the file
   * @param images numbers of the images by their id
   * @param categories names by id
   * @param labels receives the boxes
   */
  CocoBoxes(
      String path,
      Map<String, Integer> images,
      Map<String, String> categories,
      LabelCollector labels) {
    this.path = path;
    this.images = images;
    this.categories = categories;
    this.labels = labels;
  }

  /** Reads from the start of the array {@code annotations} to its end. */
  void readArray(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      add(CocoAnnotation.read(parser));
    }
  }

  /** Warns about annotations that refer to nothing. */
  void report() {
    if (withoutImage > 0) {
      labels.warn(
          "%s: %s of images that are not there, or that the file does not list, %s left out."
              .formatted(
                  path,
                  Descriptions.count(withoutImage, "annotation"),
                  withoutImage == 1 ? "was" : "were"));
    }
    if (withoutCategory > 0) {
      labels.warn(
          "%s: %s of categories that the file does not list (%s); their images are rejected."
              .formatted(
                  path,
                  Descriptions.count(withoutCategory, "annotation"),
                  String.join(", ", unknownCategories)));
    }
  }

  private void add(CocoAnnotation annotation) {
    Integer image = annotation.image() == null ? null : images.get(annotation.image());
    if (image == null) {
      withoutImage++;
      return;
    }
    String label = annotation.category() == null ? null : categories.get(annotation.category());
    if (label == null) {
      withoutCategory++;
      if (unknownCategories.size() < SHOWN) {
        unknownCategories.add(String.valueOf(annotation.category()));
      }
      labels.refuse(
          image,
          "%s of %s has the category %s, which the file does not list"
              .formatted(annotation.name(), path, annotation.category()));
      return;
    }
    Optional<String> obstacle = annotation.obstacle();
    if (obstacle.isPresent()) {
      labels.refuse(
          image, "%s of %s (%s) %s".formatted(annotation.name(), path, label, obstacle.get()));
      return;
    }
    labels.add(image, annotation.corners().of(label, annotation.isCrowd()));
  }

  /** A text, number or boolean as text; null for anything else. */
  static String scalar(JsonParser parser) throws IOException {
    if (parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.VALUE_NULL) {
      return parser.getText();
    }
    parser.skipChildren();
    return null;
  }
}
