package io.boxstream.images.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.boxstream.images.formats.DataSet;
import io.boxstream.images.formats.DataSetFiles;
import io.boxstream.images.formats.DataSetFormat;
import io.boxstream.images.formats.Descriptions;
import io.boxstream.images.formats.JsonFiles;
import io.boxstream.images.formats.LabelCollector;
import io.boxstream.images.formats.RecognisedDataSet;
import io.boxstream.images.formats.UnusableDataSetException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Object detection data of COCO (<a href="https://cocodataset.org/#format-data">data format</a>):
 * one or several JSON files beside or above the images. A file is recognised by an array {@code
 * images} whose elements have a {@code file_name}, or an array {@code annotations} whose elements
 * have an {@code image_id}.
 */
public final class CocoFormat implements DataSetFormat {

  @Override
  public String summary() {
    return "COCO (JSON with images, annotations and categories)";
  }

  @Override
  public Optional<RecognisedDataSet> recognise(DataSetFiles files) {
    List<String> documents = JsonFiles.matching(files, CocoFormat::isCoco);
    return documents.isEmpty() ? Optional.empty() : Optional.of(new Recognised(files, documents));
  }

  private static boolean isCoco(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      if (parser.nextToken() == JsonToken.START_ARRAY
          && (field.equals("images") || field.equals("annotations"))) {
        String mark = field.equals("images") ? "file_name" : "image_id";
        if (parser.nextToken() == JsonToken.START_OBJECT) {
          return hasField(parser, mark);
        }
        skipRest(parser);
      } else {
        parser.skipChildren();
      }
    }
    return false;
  }

  private static boolean hasField(JsonParser parser, String name) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      if (parser.currentName().equals(name)) {
        return true;
      }
      parser.nextToken();
      parser.skipChildren();
    }
    return false;
  }

  /** From the first element of an array to its end. */
  private static void skipRest(JsonParser parser) throws IOException {
    while (parser.currentToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
      parser.skipChildren();
      parser.nextToken();
    }
  }

  private record Recognised(DataSetFiles files, List<String> documents)
      implements RecognisedDataSet {

    @Override
    public String format() {
      return "coco";
    }

    @Override
    public String description() {
      return "COCO, " + Descriptions.count(documents.size(), "file");
    }

    @Override
    public DataSet open(Path directory) {
      return LabelCollector.collect(files, directory, this::read);
    }

    private DataSet read(LabelCollector labels) {
      List<CocoDocument> used = new ArrayList<>();
      for (String path : documents) {
        CocoDocument document = CocoDocument.read(files, path, labels);
        if (document.describesObjects()) {
          used.add(document);
        } else {
          labels.warn(path + " has no categories or no annotations of objects, and is not used.");
        }
      }
      if (used.isEmpty()) {
        throw new UnusableDataSetException(
            String.join(", ", documents)
                + ": no file has images, annotations and categories; export object detection"
                + " (instances), not captions");
      }
      used.forEach(document -> document.addBoxes(files));
      return labels.dataSet("COCO, " + Descriptions.count(used.size(), "file"));
    }
  }
}
