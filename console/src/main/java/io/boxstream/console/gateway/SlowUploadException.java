package io.boxstream.console.gateway;

/** A browser that sends its body too slowly. */
public final class SlowUploadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SlowUploadException(long bytesPerSecond) {
    super(
        "the body comes slower than %d bytes a second (boxstream.http.minimum-rate)"
            .formatted(bytesPerSecond));
  }
}
