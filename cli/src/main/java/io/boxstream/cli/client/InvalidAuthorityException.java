package io.boxstream.cli.client;

/** The file of the authorities of services cannot be used. */
public final class InvalidAuthorityException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidAuthorityException(String message) {
    super(message);
  }
}
