package io.boxstream.images.labelstudio;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.boxstream.images.formats.DataSet;
import io.boxstream.images.formats.DataSetFiles;
import io.boxstream.images.formats.DataSetFormat;
import io.boxstream.images.formats.Descriptions;
import io.boxstream.images.formats.JsonFiles;
import io.boxstream.images.formats.LabelCollector;
import io.boxstream.images.formats.RecognisedDataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Label Studio's exports <em>JSON</em> (tasks with {@code annotations} and {@code data}) and
 * <em>JSON-MIN</em> (flat objects). An archive holds the JSON file and the images: Label Studio's
 * own export of these formats has no images in it.
 */
public final class LabelStudioFormat implements DataSetFormat {

  private static final Set<String> LABELS = Set.of("annotations", "completions", "predictions");
  private static final Set<String> FLAT = Set.of("annotation_id", "annotator", "lead_time");

  @Override
  public String summary() {
    return "Label Studio (JSON or JSON-MIN, with the images)";
  }

  @Override
  public Optional<RecognisedDataSet> recognise(DataSetFiles files) {
    List<String> tasks = JsonFiles.matching(files, parser -> isTasks(firstFields(parser)));
    if (!tasks.isEmpty()) {
      return Optional.of(new Recognised(files, tasks, "Label Studio JSON"));
    }
    List<String> flat = JsonFiles.matching(files, parser -> isFlat(firstFields(parser)));
    return flat.isEmpty()
        ? Optional.empty()
        : Optional.of(new Recognised(files, flat, "Label Studio JSON-MIN"));
  }

  private static boolean isTasks(Set<String> fields) {
    return fields.contains("data") && fields.stream().anyMatch(LABELS::contains);
  }

  private static boolean isFlat(Set<String> fields) {
    return fields.contains("id")
        && !fields.contains("data")
        && fields.stream().anyMatch(FLAT::contains);
  }

  /** The names of the fields of an array's first object. */
  private static Set<String> firstFields(JsonParser parser) throws IOException {
    Set<String> fields = new HashSet<>();
    if (parser.nextToken() == JsonToken.START_ARRAY
        && parser.nextToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        fields.add(parser.currentName());
        parser.nextToken();
        parser.skipChildren();
      }
    }
    return fields;
  }

  private record Recognised(DataSetFiles files, List<String> documents, String name)
      implements RecognisedDataSet {

    @Override
    public String format() {
      return "label-studio";
    }

    @Override
    public String description() {
      return name + ", " + Descriptions.count(documents.size(), "file");
    }

    @Override
    public DataSet open(Path directory) {
      return LabelCollector.collect(files, directory, this::read);
    }

    private DataSet read(LabelCollector labels) {
      UploadNames names = new UploadNames(files.images(), labels.names());
      for (String path : documents) {
        new LabelStudioDocument(path, labels, names).read(files);
      }
      return labels.dataSet(description());
    }
  }
}
