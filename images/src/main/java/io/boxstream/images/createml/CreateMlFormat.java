package io.boxstream.images.createml;

import static io.boxstream.images.formats.JsonTree.array;
import static io.boxstream.images.formats.JsonTree.number;
import static io.boxstream.images.formats.JsonTree.object;
import static io.boxstream.images.formats.JsonTree.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.boxstream.images.formats.Assignment;
import io.boxstream.images.formats.BoxCorners;
import io.boxstream.images.formats.DataSet;
import io.boxstream.images.formats.DataSetFiles;
import io.boxstream.images.formats.DataSetFormat;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.Descriptions;
import io.boxstream.images.formats.JsonFiles;
import io.boxstream.images.formats.JsonTree;
import io.boxstream.images.formats.LabelCollector;
import io.boxstream.images.formats.RecognisedDataSet;
import io.boxstream.images.formats.SplitName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Create ML: {@code [{"image": "a.jpg", "annotations": [{"label": "hat", "coordinates": {"x": 1,
 * "y": 2, "width": 3, "height": 4}}]}]}, where x and y are the centre of the box in pixels.
 */
public final class CreateMlFormat implements DataSetFormat {

  @Override
  public String summary() {
    return "Create ML (JSON)";
  }

  @Override
  public Optional<RecognisedDataSet> recognise(DataSetFiles files) {
    List<String> documents = JsonFiles.matching(files, CreateMlFormat::isCreateMl);
    return documents.isEmpty() ? Optional.empty() : Optional.of(new Recognised(files, documents));
  }

  private static boolean isCreateMl(JsonParser parser) throws IOException {
    Set<String> fields = new HashSet<>();
    if (parser.nextToken() == JsonToken.START_ARRAY
        && parser.nextToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        fields.add(parser.currentName());
        parser.nextToken();
        parser.skipChildren();
      }
    }
    return fields.contains("annotations")
        && (fields.contains("image") || fields.contains("imagefilename"));
  }

  private record Recognised(DataSetFiles files, List<String> documents)
      implements RecognisedDataSet {

    @Override
    public String format() {
      return "createml";
    }

    @Override
    public String description() {
      return "Create ML, " + Descriptions.count(documents.size(), "file");
    }

    @Override
    public DataSet open(Path directory) {
      return LabelCollector.collect(
          files,
          directory,
          labels -> {
            documents.forEach(path -> read(path, labels));
            return labels.dataSet(description());
          });
    }

    private void read(String path, LabelCollector labels) {
      Optional<Assignment> split =
          SplitName.inWordsOf(path).map(SplitName::assignment).or(() -> SplitName.ofFolders(path));
      JsonFiles.read(
          files,
          path,
          parser -> {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
              add(object(JsonTree.read(parser)), path, split, labels);
            }
            return null;
          });
    }
  }

  private static void add(
      Map<?, ?> entry, String path, Optional<Assignment> split, LabelCollector labels) {
    Optional<String> name = text(entry.get("image")).or(() -> text(entry.get("imagefilename")));
    int image = labels.image(name.orElse(""), path, DeclaredSize.UNKNOWN, split);
    if (image == LabelCollector.ABSENT) {
      return;
    }
    int position = 0;
    for (Object annotation : array(entry.get("annotations"))) {
      position++;
      Map<?, ?> fields = object(annotation);
      Optional<String> label = text(fields.get("label")).filter(each -> !each.isBlank());
      Optional<BoxCorners> corners = corners(object(fields.get("coordinates")));
      if (label.isEmpty() || corners.isEmpty()) {
        labels.refuse(
            image, "annotation " + position + " has no label, or no x, y, width and height");
        return;
      }
      labels.add(image, corners.get().of(label.get().strip(), false));
    }
  }

  private static Optional<BoxCorners> corners(Map<?, ?> coordinates) {
    OptionalDouble x = number(coordinates.get("x"));
    OptionalDouble y = number(coordinates.get("y"));
    OptionalDouble width = number(coordinates.get("width"));
    OptionalDouble height = number(coordinates.get("height"));
    if (Stream.of(x, y, width, height).anyMatch(OptionalDouble::isEmpty)) {
      return Optional.empty();
    }
    double halfWidth = width.getAsDouble() / 2;
    double halfHeight = height.getAsDouble() / 2;
    return Optional.of(
        new BoxCorners(
            x.getAsDouble() - halfWidth,
            y.getAsDouble() - halfHeight,
            x.getAsDouble() + halfWidth,
            y.getAsDouble() + halfHeight));
  }
}
