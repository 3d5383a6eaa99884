package io.boxstream.ingest.imports;

/** As many imports are waiting as may be: worth another try when one is done. */
public final class TooManyImportsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManyImportsException(int limit) {
    super("there are " + limit + " imports at work or waiting, which is the limit");
  }
}
