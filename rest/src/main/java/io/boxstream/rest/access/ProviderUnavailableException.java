package io.boxstream.rest.access;

/** The provider's keys cannot be read, so that nobody knows whether a token is good. */
final class ProviderUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ProviderUnavailableException(Throwable cause) {
    super("the keys of the identity provider cannot be read: " + cause.getMessage(), cause);
  }
}
