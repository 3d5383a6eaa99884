package io.boxstream.ingest.imports;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An archive that was sent.
 *
 * @param content its bytes, read to their end at most and not closed
 * @param file has the same bytes and may be moved away; empty if they are in no file
 */
public record Upload(InputStream content, Optional<Path> file) {

  /** Checks that both components are present. */
  public Upload {
    requireNonNull(content, "content");
    requireNonNull(file, "file");
  }

  /** An archive that is in no file. */
  public static Upload of(InputStream content) {
    return new Upload(content, Optional.empty());
  }
}
