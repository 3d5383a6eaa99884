package io.boxstream.rest.upload;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Files of bodies and of the parts of forms. Each is deleted after its answer; a process that was
 * killed leaves them.
 */
@Singleton
public class AbandonedUploads {
  private final Path directory;

  AbandonedUploads(@ConfigProperty(name = "quarkus.http.body.uploads-directory") Path directory) {
    this.directory = directory;
  }

  /** The temporary folder is left alone: other processes may use it. */
  void deleteAtStart(@Observes StartupEvent event) {
    if (!directory.startsWith(System.getProperty("java.io.tmpdir"))) {
      ProcessHandle.current().info().startInstant().ifPresent(start -> delete(directory, start));
    }
  }

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
