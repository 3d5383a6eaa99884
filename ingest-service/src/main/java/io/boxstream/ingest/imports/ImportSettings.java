package io.boxstream.ingest.imports;

import static java.util.Objects.requireNonNull;

import io.boxstream.ingest.archive.ArchiveLimits;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How imports are worked through.
 *
 * @param directory where archives and statuses are kept
 * @param archiveBytes bytes of the longest archive
 * @param limits what an archive may hold
 * @param largestImage bytes of an image that are taken into memory
 * @param concurrency how much is worked on at once
 * @param waiting most imports at work or waiting
 * @param longestWait between two tries while the log or the store is away
 */
public record ImportSettings(
    Path directory,
    long archiveBytes,
    ArchiveLimits limits,
    int largestImage,
    ImportConcurrency concurrency,
    int waiting,
    Duration longestWait) {

  /** Checks that everything is there and positive. */
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
