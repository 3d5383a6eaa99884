package io.boxstream.rest.upload;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The limit of a request's body: the service's, or else the server's. */
@Singleton
public class RequestLimits {
  private static final String SERVERS_KEY = "quarkus.http.limits.max-body-size";

  private final Instance<BodyLimits> limits;
  private final Optional<BodyLimit> server;

  RequestLimits(
      Instance<BodyLimits> limits,
      @ConfigProperty(name = SERVERS_KEY) Optional<MemorySize> server) {
    this.limits = limits;
    this.server = server.map(size -> BodyLimit.of(size.asLongValue(), SERVERS_KEY));
  }

  /** The limit; empty if the length does not matter. */
  Optional<BodyLimit> of(HttpServerRequest request) {
    String type = Objects.requireNonNullElse(request.getHeader(HttpHeaders.CONTENT_TYPE), "");
    return limits.stream()
        .flatMap(one -> one.of(request.method().name(), request.path(), type).stream())
        .findFirst()
        .or(() -> server);
  }
}
