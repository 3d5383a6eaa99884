package io.boxstream.ingest.imports;

/** An archive exceeds the size limit. */
public final class ArchiveTooLongException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ArchiveTooLongException(long limit) {
    super(
        "the archive is longer than %d bytes (boxstream.ingest.archive.max-bytes)"
            .formatted(limit));
  }
}
