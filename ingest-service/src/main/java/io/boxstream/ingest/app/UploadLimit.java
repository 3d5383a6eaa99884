package io.boxstream.ingest.app;

import io.boxstream.pictures.PictureLimits;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses single uploads of absurd length before their bodies are read. The server's own limit is
 * one for all requests, and archives need gigabytes. A picture somewhat over its limit gets through
 * and into quarantine.
 */
class UploadLimit {

  private static final int GENEROSITY = 4;

  private final PictureLimits limits;

  UploadLimit(PictureLimits limits) {
    this.limits = limits;
  }

  @ServerRequestFilter(preMatching = true)
  Optional<Response> check(ContainerRequestContext request) {
    boolean archive = request.getUriInfo().getPath().startsWith("/v1/imports");
    if (!request.getMethod().equals("POST") || archive) {
      return Optional.empty();
    }
    long limit = (long) GENEROSITY * limits.maxBytes();
    if (request.getHeaderString(HttpHeaders.CONTENT_LENGTH) == null
        && request.getHeaderString("Transfer-Encoding") != null) {
      return Optional.of(
          Problem.response(411, "length-required", "a request must say how long its body is"));
    }
    return request.getLength() > limit
        ? Optional.of(
            Problem.response(413, "request-too-large", "the body is longer than " + limit))
        : Optional.empty();
  }
}
