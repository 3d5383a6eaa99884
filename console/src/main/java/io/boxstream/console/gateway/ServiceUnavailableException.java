package io.boxstream.console.gateway;

import io.boxstream.console.Service;

/** A service that does not answer. */
public final class ServiceUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Service service;

  public ServiceUnavailableException(Service service, Throwable cause) {
    super("the service %s does not answer".formatted(service.code()), cause);
    this.service = service;
  }

  /** The service. */
  public Service service() {
    return service;
  }
}
