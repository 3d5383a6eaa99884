package io.boxstream.ingest.export;

/** The limit of running exports is reached. Retriable when one of them has ended. */
public final class TooManyExportsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param limit most exports at the same time
   */
  public TooManyExportsException(int limit) {
    super("there are " + limit + " exports at work, which is the limit");
  }
}
