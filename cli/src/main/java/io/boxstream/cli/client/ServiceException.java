package io.boxstream.cli.client;

/** A request to a service did not succeed. */
public abstract class ServiceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ServiceException(String message, Throwable cause) {
    super(message, cause);
  }
}
