package io.boxstream.images.formats;

import java.util.Optional;

/** A way in which tools lay out images and their labels. */
public interface DataSetFormat {

  /** What is understood of this format, in a few words: {@code COCO (instances in JSON files)}. */
  String summary();

  /**
   * Recognises a data set by the names of its files and the beginning of some of them.
   *
   * @return empty if the files are not in this format
   * @throws UnusableDataSetException if they are, but in a variant that is not read
   */
  Optional<RecognisedDataSet> recognise(DataSetFiles files);
}
