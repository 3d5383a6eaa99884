package io.boxstream.ingest.app;

import io.boxstream.images.ImageLimits;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses single uploads of absurd length before their bodies are read. The server's own limit is
 * one for all requests, and archives need gigabytes. An image somewhat over its limit gets through
 * and into quarantine; {@link MultipartForm} applies the same limit to bodies that do not say their
 * length.
 */
class UploadLimit {

  private static final int GENEROSITY = 4;

  private final ImageLimits limits;

  /** Most bytes of a single upload, where an image may have so many. */
  static long mostBytes(int largestImage) {
    return (long) GENEROSITY * largestImage;
  }

  UploadLimit(ImageLimits limits) {
    this.limits = limits;
  }

  @ServerRequestFilter(preMatching = true)
  Optional<Response> check(ContainerRequestContext request) {
    boolean archive = request.getUriInfo().getPath().startsWith("/v1/imports");
    if (!request.getMethod().equals("POST") || archive) {
      return Optional.empty();
    }
    long limit = mostBytes(limits.maxBytes());
    return request.getLength() > limit
        ? Optional.of(
            Problem.response(413, "request-too-large", "the body is longer than " + limit))
        : Optional.empty();
  }
}
