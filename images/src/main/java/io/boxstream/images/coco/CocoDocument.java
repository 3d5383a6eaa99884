package io.boxstream.images.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.boxstream.images.formats.Assignment;
import io.boxstream.images.formats.DataSetFiles;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.JsonFiles;
import io.boxstream.images.formats.LabelCollector;
import io.boxstream.images.formats.SplitName;
import io.boxstream.images.formats.UnusableDataSetException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One JSON file of COCO. The first reading finds images and categories, wherever they are in the
 * file, the second one the annotations, which refer to both.
 */
final class CocoDocument {

  private static final int MAX_CATEGORIES = 100_000;

  private final String path;
  private final LabelCollector labels;
  private final Optional<Assignment> split;
  private final Map<String, String> categories = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private boolean annotated;

  private CocoDocument(String path, LabelCollector labels) {
    this.path = path;
    this.labels = labels;
    this.split =
        SplitName.inWordsOf(path).map(SplitName::assignment).or(() -> SplitName.ofFolders(path));
  }

  /**
   * Reads images and categories.
   *
   * @param labels receives the images
   */
  static CocoDocument read(DataSetFiles files, String path, LabelCollector labels) {
    CocoDocument document = new CocoDocument(path, labels);
    JsonFiles.read(
        files,
        path,
        parser -> {
          document.readTop(parser);
          return null;
        });
    if (!document.describesObjects()) {
      String reason = path + " names this image, but has no annotations of objects";
      document.numbers.values().forEach(number -> labels.unlabelled(number, reason));
      document.numbers.clear();
    }
    return document;
  }

  /** Whether the file has annotations and categories: captions have none. */
  boolean describesObjects() {
    return annotated && !categories.isEmpty();
  }

  /** Reads the annotations. */
  void addBoxes(DataSetFiles files) {
    CocoBoxes boxes = new CocoBoxes(path, numbers, categories, labels);
    JsonFiles.read(
        files,
        path,
        parser -> {
          parser.nextToken();
          while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals("annotations");
            if (parser.nextToken() == JsonToken.START_ARRAY && wanted) {
              boxes.readArray(parser);
            } else {
              parser.skipChildren();
            }
          }
          return null;
        });
    boxes.report();
  }

  private void readTop(JsonParser parser) throws IOException {
    parser.nextToken();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      boolean array = parser.nextToken() == JsonToken.START_ARRAY;
      if (array && field.equals("images")) {
        readImages(parser);
      } else if (array && field.equals("categories")) {
        readCategories(parser);
      } else {
        annotated |= array && field.equals("annotations");
        parser.skipChildren();
      }
    }
  }

  private void readImages(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      String id = null;
      String name = null;
      int width = 0;
      int height = 0;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        switch (field) {
          case "id" -> id = CocoBoxes.scalar(parser);
          case "file_name" -> name = CocoBoxes.scalar(parser);
          case "width" -> width = side(parser);
          case "height" -> height = side(parser);
          default -> parser.skipChildren();
        }
      }
      nameImage(id, name, new DeclaredSize(width, height));
    }
  }

  private void nameImage(String id, String name, DeclaredSize size) {
    if (id == null || name == null) {
      throw new UnusableDataSetException(path + " has an image without id or file_name");
    }
    int number = labels.image(name, path, size, split);
    if (number != LabelCollector.ABSENT && numbers.putIfAbsent(id, number) != null) {
      throw new UnusableDataSetException(
          path + " has two images with the id " + id + ", one of which is " + name);
    }
  }

  private void readCategories(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      String id = null;
      String name = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        switch (field) {
          case "id" -> id = CocoBoxes.scalar(parser);
          case "name" -> name = CocoBoxes.scalar(parser);
          default -> parser.skipChildren();
        }
      }
      if (id == null || name == null || name.isBlank()) {
        throw new UnusableDataSetException(path + " has a category without id or name");
      }
      if (categories.size() >= MAX_CATEGORIES) {
        throw new UnusableDataSetException(
            path + " has more than " + MAX_CATEGORIES + " categories");
      }
      String other = categories.put(id, name.strip());
      if (other != null && !other.equals(name.strip())) {
        throw new UnusableDataSetException(
            "%s has two categories with the id %s: %s and %s"
                .formatted(path, id, other, name.strip()));
      }
    }
  }

  private static int side(JsonParser parser) throws IOException {
    if (!parser.currentToken().isNumeric()) {
      parser.skipChildren();
      return 0;
    }
    double pixels = parser.getDoubleValue();
    return pixels >= 0 && pixels <= Integer.MAX_VALUE && pixels == Math.rint(pixels)
        ? (int) pixels
        : 0;
  }
}
