package io.boxstream.ingest.rename;

/** The limit of running and waiting renames is reached. Retriable when one of them has ended. */
public final class TooManyRenamesException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManyRenamesException(int limit) {
    super("there are " + limit + " renames at work or waiting, which is the limit");
  }
}
