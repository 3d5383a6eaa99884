package io.boxstream.ingest.imports;

import static java.util.Objects.requireNonNull;

import io.boxstream.ingest.archive.ArchiveLimits;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of imports.
 *
 * @param directory directory of archives and status files
 * @param archiveBytes maximum size of an archive in bytes
 * @param limits limits of an archive
 * @param largestImage maximum size in bytes of an image in memory
 * @param concurrency limits of concurrent processing
 * @param waiting maximum number of running and waiting imports
 * @param longestWait longest delay between two attempts while Kafka or the object store is
 *     unavailable
 */
public record ImportSettings(
    Path directory,
    long archiveBytes,
    ArchiveLimits limits,
    int largestImage,
    ImportConcurrency concurrency,
    int waiting,
    Duration longestWait) {

  /** Checks that all components are present and positive. */
  public ImportSettings {
    requireNonNull(directory, "directory");
    requireNonNull(limits, "limits");
    requireNonNull(longestWait, "longestWait");
    requireNonNull(concurrency, "concurrency");
    if (archiveBytes < 1 || largestImage < 1 || waiting < 1) {
      throw new IllegalArgumentException(
          "archiveBytes %d, largestImage %d and waiting %d must be positive"
              .formatted(archiveBytes, largestImage, waiting));
    }
  }
}
