package io.boxstream.inference.reference;

/** The store or the server does not answer now. */
public final class ReferenceUnavailableException extends ReferenceException {

  private static final long serialVersionUID = 1L;

  ReferenceUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
