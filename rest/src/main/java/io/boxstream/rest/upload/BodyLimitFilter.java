package io.boxstream.rest.upload;

import io.boxstream.rest.problem.EarlyProblems;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a body that announces to be too long before it is read, and one that does not announce
 * its length as soon as it is too long. The server has a limit too, but cuts off without a word.
 * The parts of a form are read by the server: of those only the announced length is checked here.
 */
@Singleton
public class BodyLimitFilter {
  private static final int BEFORE_THE_SERVERS_OWN = 100;

  private final Instance<BodyLimits> limits;
  private final Optional<BodyLimit> server;
  private final EarlyProblems problems;
  private final CurrentVertxRequest current;

  BodyLimitFilter(
      Instance<BodyLimits> limits,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") Optional<MemorySize> server,
      EarlyProblems problems,
      CurrentVertxRequest current) {
    this.limits = limits;
    this.server = server.map(MemorySize::asLongValue).map(BodyLimit::of);
    this.problems = problems;
    this.current = current;
  }

  void register(@Observes Filters filters) {
    filters.register(this::checkAnnounced, BEFORE_THE_SERVERS_OWN);
  }

  @ServerRequestFilter
  void limitUnannounced(ContainerRequestContext request) {
    MediaType type = request.getMediaType();
    boolean form = type != null && type.getType().equals("multipart");
    if (request.getLength() >= 0 || form || request.getHeaderString("Transfer-Encoding") == null) {
      return;
    }
    RoutingContext context = current.getCurrent();
    limit(request.getMethod(), context.request().path())
        .ifPresent(
            limit ->
                request.setEntityStream(
                    new LimitedInputStream(
                        request.getEntityStream(),
                        limit,
                        () -> EarlyProblems.closeAfterwards(context))));
  }

  private void checkAnnounced(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<BodyLimit> exceeded =
        limit(request.method().name(), request.path())
            .filter(limit -> announced(request) > limit.mostBytes());
    if (exceeded.isEmpty()) {
      context.next();
      return;
    }
    problems.refuse(context, exceeded.get().problem());
  }

  private Optional<BodyLimit> limit(String method, String path) {
    return limits.stream()
        .flatMap(one -> one.of(method, path).stream())
        .findFirst()
        .or(() -> server);
  }

  private static long announced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
