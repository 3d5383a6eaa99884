package io.boxstream.ingest.imports;

/** An archive is longer than this service keeps on its disk. */
public final class ArchiveTooLongException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ArchiveTooLongException(long limit) {
    super("the archive is longer than " + limit + " bytes");
  }
}
