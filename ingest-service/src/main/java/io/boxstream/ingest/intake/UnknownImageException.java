package io.boxstream.ingest.intake;

/** The image is not in the data set. */
public final class UnknownImageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownImageException(String id) {
    super("image " + id + " is not in the data set");
  }
}
