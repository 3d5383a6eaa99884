package io.boxstream.inference.reference;

/** What a request refers to was not read. The message is for its sender, and says why. */
public abstract sealed class ReferenceException extends RuntimeException
    permits ReferenceRefusedException, ReferenceUnavailableException {

  private static final long serialVersionUID = 1L;

  ReferenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
