package io.boxstream.ingest.intake;

/** The labels of an image have changed since the caller read them. */
public final class StaleVersionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String current;

  StaleVersionException(String id, String current) {
    super(
        "the labels of image "
            + id
            + " have changed: read the image again and apply the change to its version "
            + current);
    this.current = current;
  }

  /** The version of the image now. */
  public String current() {
    return current;
  }
}
