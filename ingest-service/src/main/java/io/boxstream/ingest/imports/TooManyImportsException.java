package io.boxstream.ingest.imports;

/** The limit of running and waiting imports is reached. Retriable when one of them has ended. */
public final class TooManyImportsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManyImportsException(int limit) {
    super("there are " + limit + " imports at work or waiting, which is the limit");
  }
}
