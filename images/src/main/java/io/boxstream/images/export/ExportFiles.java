package io.boxstream.images.export;

import java.io.IOException;
import java.nio.file.Path;

/** Where a writer puts the files of a data set, for example an archive. */
public interface ExportFiles {

  /**
   * Adds a file.
   *
   * @param path in the data set, with forward slashes
   */
  void add(String path, byte[] content) throws IOException;

  /**
   * Adds a copy of a file.
   *
   * @param path in the data set, with forward slashes
   */
  void add(String path, Path file) throws IOException;

  /** Creates an empty file that is deleted at the end of the export. */
  Path temporaryFile() throws IOException;
}
