package io.boxstream.ingest.imports;

/** The limit of running and waiting imports is reached. Retriable when one of them has ended. */
public final class TooManyImportsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManyImportsException(int limit) {
    super(
        "there are %d imports at work, waiting or being sent, which is the limit (boxstream.ingest.imports.waiting)"
            .formatted(limit));
  }
}
