package io.boxstream.images.cvat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.boxstream.images.formats.DataSet;
import io.boxstream.images.formats.DataSetFiles;
import io.boxstream.images.formats.DataSetFormat;
import io.boxstream.images.formats.Descriptions;
import io.boxstream.images.formats.FileNames;
import io.boxstream.images.formats.JsonFiles;
import io.boxstream.images.formats.LabelCollector;
import io.boxstream.images.formats.RecognisedDataSet;
import io.boxstream.images.formats.UnreadableFileException;
import io.boxstream.images.formats.UnusableDataSetException;
import io.boxstream.images.formats.XmlFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * CVAT for images 1.1 (<a href="https://docs.cvat.ai/docs/dataset_management/formats/format-cvat/">
 * format</a>). Recognised by an XML file with the root {@code annotations}. CVAT for video and
 * backups of CVAT are refused with a hint.
 */
public final class CvatFormat implements DataSetFormat {

  private static final String USUAL_NAME = "annotations.xml";

  /** Above this number of XML files only those of the usual name are looked at. */
  private static final int FEW_FILES = 20;

  @Override
  public String summary() {
    return "CVAT for images 1.1 (XML)";
  }

  @Override
  public Optional<RecognisedDataSet> recognise(DataSetFiles files) {
    List<String> xml = files.paths().stream().filter(FileNames::isXml).toList();
    List<String> documents =
        xml.stream()
            .filter(path -> xml.size() <= FEW_FILES || FileNames.fileName(path).equals(USUAL_NAME))
            .filter(path -> XmlFiles.root(files, path).equals(Optional.of("annotations")))
            .toList();
    if (documents.isEmpty()) {
      refuseBackup(files);
      return Optional.empty();
    }
    documents.forEach(path -> refuseVideo(files, path));
    return Optional.of(new Recognised(files, documents));
  }

  private static void refuseVideo(DataSetFiles files, String path) {
    try (InputStream in = XmlFiles.open(files, path)) {
      XMLStreamReader reader = XmlFiles.reader(in);
      int depth = 0;
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamReader.START_ELEMENT) {
          depth++;
          if (depth == 2 && reader.getLocalName().equals("track")) {
            throw new UnusableDataSetException(
                path
                    + " has tracks: it is \"CVAT for video\"; export the task as \"CVAT for images"
                    + " 1.1\" with images");
          }
          if (depth == 2 && reader.getLocalName().equals("image")) {
            return;
          }
        } else if (event == XMLStreamReader.END_ELEMENT) {
          depth--;
        }
      }
    } catch (XMLStreamException | IOException | UnreadableFileException e) {
      // told when the file is read
    }
  }

  /** A backup has a file task.json beside annotations.json, which describe frames, not files. */
  private static void refuseBackup(DataSetFiles files) {
    boolean task =
        files.paths().stream()
            .filter(path -> FileNames.fileName(path).equals("task.json"))
            .anyMatch(path -> JsonFiles.is(files, path, CvatFormat::describesTask));
    if (task) {
      throw new UnusableDataSetException(
          "the archive is a backup of a CVAT task; export the task as \"CVAT for images 1.1\" with"
              + " images");
    }
  }

  private static boolean describesTask(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      if (parser.currentName().equals("data") || parser.currentName().equals("jobs")) {
        return true;
      }
      parser.nextToken();
      parser.skipChildren();
    }
    return false;
  }

  private record Recognised(DataSetFiles files, List<String> documents)
      implements RecognisedDataSet {

    @Override
    public String format() {
      return "cvat";
    }

    @Override
    public String description() {
      return "CVAT for images, " + Descriptions.count(documents.size(), "file");
    }

    @Override
    public DataSet open(Path directory) {
      return LabelCollector.collect(
          files,
          directory,
          labels -> {
            documents.forEach(path -> new CvatDocument(path, labels).read(files));
            return labels.dataSet(description());
          });
    }
  }
}
