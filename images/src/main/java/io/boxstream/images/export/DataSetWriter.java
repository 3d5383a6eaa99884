package io.boxstream.images.export;

import java.io.Closeable;
import java.io.IOException;

/** Writes a data set in one format. Used by one thread. */
public interface DataSetWriter extends Closeable {

  /**
   * Writes an image and its labels.
   *
   * @param bytes the encoded image
   */
  void add(ExportedImage image, byte[] bytes) throws IOException;

  /** Writes what describes the data set as a whole, after the last image. */
  void finish() throws IOException;

  /** Opens a writer. */
  interface Format {

    /**
     * Opens a writer.
     *
     * @param files receives the files, closed by the caller
     */
    DataSetWriter open(ExportFiles files);
  }
}
