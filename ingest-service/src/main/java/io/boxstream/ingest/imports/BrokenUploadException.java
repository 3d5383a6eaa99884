package io.boxstream.ingest.imports;

import java.io.IOException;

/** The upload of an archive was aborted before its end. Nothing of it is kept. */
public final class BrokenUploadException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokenUploadException(IOException cause) {
    super("the upload broke off: " + cause.getMessage(), cause);
  }
}
