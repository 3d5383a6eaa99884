package io.boxstream.rest.upload;

import java.util.Optional;

/**
 * The limits of a service's requests. A service that takes bodies of different lengths at its
 * addresses has a bean of this type; the server's own limit ({@code
 * quarkus.http.limits.max-body-size}) holds for everything else.
 */
@FunctionalInterface
public interface BodyLimits {

  /**
   * The limit of a request.
   *
   * @param method of HTTP
   * @param path with a slash in front, without the query
   */
  Optional<BodyLimit> of(String method, String path);

  /**
   * The limit of a request whose body has a type; that of the address where the type does not
   * matter.
   *
   * @param contentType as the client states it; empty text if it does not
   */
  default Optional<BodyLimit> of(String method, String path, String contentType) {
    return of(method, path);
  }
}
