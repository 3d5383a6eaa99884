package io.boxstream.inference.reference;

/** It is not allowed, is not there, or is too large: another attempt is of no use. */
public final class ReferenceRefusedException extends ReferenceException {

  private static final long serialVersionUID = 1L;

  ReferenceRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
