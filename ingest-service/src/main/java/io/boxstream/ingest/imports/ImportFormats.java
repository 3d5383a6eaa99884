package io.boxstream.ingest.imports;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.boxstream.images.coco.CocoFormat;
import io.boxstream.images.createml.CreateMlFormat;
import io.boxstream.images.cvat.CvatFormat;
import io.boxstream.images.formats.DataSetFiles;
import io.boxstream.images.formats.DataSetFormat;
import io.boxstream.images.formats.Descriptions;
import io.boxstream.images.formats.RecognisedDataSet;
import io.boxstream.images.formats.UnreadableFileException;
import io.boxstream.images.formats.UnusableDataSetException;
import io.boxstream.images.labelstudio.LabelStudioFormat;
import io.boxstream.images.voc.VocFormat;
import io.boxstream.images.yolo.YoloFormat;
import io.boxstream.ingest.archive.UnusableArchiveException;
import io.boxstream.ingest.archive.UnusableArchiveException.Fault;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The formats of data sets that imports understand. The first one that recognises files counts. */
final class ImportFormats {

  private static final List<DataSetFormat> FORMATS =
      List.of(
          new CvatFormat(),
          new VocFormat(),
          new CocoFormat(),
          new LabelStudioFormat(),
          new CreateMlFormat(),
          new YoloFormat());

  private static final int KINDS_SHOWN = 6;
  private static final int LONGEST_EXTENSION = 12;

  private ImportFormats() {}

  /**
   * Recognises the data set in an archive.
   *
   * @throws UnusableArchiveException if no format fits; the message says what is there
   */
  static RecognisedDataSet recognise(DataSetFiles files) {
    try {
      for (DataSetFormat format : FORMATS) {
        Optional<RecognisedDataSet> recognised = format.recognise(files);
        if (recognised.isPresent()) {
          return recognised.get();
        }
      }
    } catch (UnusableDataSetException | UnreadableFileException e) {
      throw new UnusableArchiveException(Fault.UNUSABLE_LABELS, e.getMessage());
    }
    throw unknown(files);
  }

  private static UnusableArchiveException unknown(DataSetFiles files) {
    boolean images = !files.images().isEmpty();
    return new UnusableArchiveException(
        images ? Fault.UNKNOWN_LAYOUT : Fault.NO_IMAGES,
        "the archive has %s that can be read. It holds %s. Understood are %s. docs/data.md describes them"
            .formatted(
                images ? "no labels" : "no images and no labels",
                contents(files.paths()),
                FORMATS.stream().map(DataSetFormat::summary).collect(joining("; "))));
  }

  private static String contents(List<String> paths) {
    if (paths.isEmpty()) {
      return "no files";
    }
    Map<String, Long> kinds =
        paths.stream().collect(groupingBy(ImportFormats::extension, counting()));
    String counts =
        kinds.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(KINDS_SHOWN)
            .map(kind -> kind.getValue() + " " + kind.getKey())
            .collect(joining(", "));
    return counts
        + (kinds.size() > KINDS_SHOWN
            ? " and " + Descriptions.count(kinds.size() - (long) KINDS_SHOWN, "other kind")
            : "")
        + "; the first is "
        + paths.get(0);
  }

  private static String extension(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    boolean plain = dot > 0 && name.length() - dot <= LONGEST_EXTENSION;
    return plain ? name.substring(dot).toLowerCase(Locale.ROOT) : "without extension";
  }
}
