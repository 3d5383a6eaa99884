package io.boxstream.images.fuzz;

import io.boxstream.images.formats.DataSet;
import io.boxstream.images.formats.DataSetFiles;
import io.boxstream.images.formats.DataSetFormat;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.images.formats.RecognisedDataSet;
import io.boxstream.images.formats.UnreadableFileException;
import io.boxstream.images.formats.UnusableDataSetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a data set as an import does, from recognition to the labels of each image. */
final class FuzzedDataSet {

  private static final DeclaredSize SIZE = new DeclaredSize(200, 100);

  private final List<DataSetFormat> formats;
  private final Path directory;

  FuzzedDataSet(DataSetFormat... formats) {
    this.formats = List.of(formats);
    try {
      this.directory = Files.createTempDirectory("fuzzed-data-set");
      directory.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads with the first format that recognises the files. */
  void read(DataSetFiles files) {
    try {
      for (DataSetFormat format : formats) {
        Optional<RecognisedDataSet> recognised = format.recognise(files);
        if (recognised.isPresent()) {
          readLabels(recognised.get());
          return;
        }
      }
    } catch (UnusableDataSetException | UnreadableFileException refused) {
      // What an import that cannot be read ends with.
    }
  }

  private void readLabels(RecognisedDataSet recognised) {
    try (DataSet dataSet = recognised.open(directory)) {
      for (int item = 0; item < dataSet.items().size(); item++) {
        readLabels(dataSet, item);
      }
    }
  }

  private static void readLabels(DataSet dataSet, int item) {
    try {
      dataSet.labels(item, () -> SIZE);
    } catch (MalformedAnnotationException | UnreadableFileException refused) {
      // What rejects one image.
    }
  }
}
