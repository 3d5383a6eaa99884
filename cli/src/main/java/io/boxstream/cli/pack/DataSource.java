package io.boxstream.cli.pack;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** Data that can be sent as one archive, any number of times. */
public interface DataSource {

  /** Length of the files in bytes. */
  long bytes();

  /** Length of the archive in bytes; negative if it is known only when it has been written. */
  long archiveBytes();

  /** Media type of the archive. */
  String mediaType();

  /**
   * Writes the archive and holds nothing but a buffer.
   *
   * @param progress is told how many bytes of the files have been read so far
   */
  void writeTo(OutputStream out, LongConsumer progress) throws IOException;
}
