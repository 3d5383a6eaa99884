package io.boxstream.images.formats;

import java.nio.file.Path;

/** A data set of which the format is known, and whose labels have not been read yet. */
public interface RecognisedDataSet {

  /** Identifies the format in events: {@code voc}, {@code coco}. */
  String format();

  /** What was recognised, for people: {@code COCO, 2 files}. */
  String description();

  /**
   * Reads the labels as far as they are not in a file for each image. May take minutes.
   *
   * @param directory for a temporary file, which the data set removes when it is closed
   * @throws UnusableDataSetException if the labels cannot be read
   * @throws UnreadableFileException if a file with the labels of many images is damaged
   * @throws java.io.UncheckedIOException if the temporary file cannot be written
   */
  DataSet open(Path directory);
}
