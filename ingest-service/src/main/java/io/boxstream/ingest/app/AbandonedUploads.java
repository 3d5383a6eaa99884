package io.boxstream.ingest.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Files of form uploads. The server writes each to a folder and deletes it after its response; a
 * process that was killed leaves them there.
 */
final class AbandonedUploads {

  private AbandonedUploads() {}

  /**
   * Deletes the files of earlier processes.
   *
   * @param directory where uploads are written; it need not exist
   * @param start of this process: newer files may be in use
   */
  static void delete(Path directory, Instant start) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(start)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete earlier uploads in " + directory, e);
    }
  }
}
