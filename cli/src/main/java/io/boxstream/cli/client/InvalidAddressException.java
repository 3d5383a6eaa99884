package io.boxstream.cli.client;

/** The address of a service is no HTTP address, or the file with the addresses cannot be read. */
public final class InvalidAddressException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidAddressException(String message) {
    super(message);
  }
}
