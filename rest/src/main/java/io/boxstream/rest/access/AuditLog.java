package io.boxstream.rest.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxstream.access.Identity;
import io.boxstream.access.KeySecret;
import io.boxstream.access.Scope;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line of JSON for each request that changes something, or tries to, and for each one that is
 * refused. Lines have no credentials, no bodies and no query.
 */
@Singleton
public class AuditLog {
  /** The name of the logger. */
  static final String LOGGER = "io.boxstream.audit";

  private static final Logger LINES = LoggerFactory.getLogger(LOGGER);
  private static final int BEFORE_THE_GUARDS = 175;
  private static final Set<Scope> CHANGING =
      Set.of(Scope.LABEL, Scope.TRAIN, Scope.PROMOTE, Scope.ADMIN);
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final Set<Integer> REFUSALS = Set.of(401, 403, 429);

  private final String service;
  private final ObjectMapper mapper;
  private final Clock clock = Clock.systemUTC();

  AuditLog(@ConfigProperty(name = "quarkus.application.name") String service, ObjectMapper mapper) {
    this.service = service;
    this.mapper = mapper;
  }

  void register(@Observes Filters filters) {
    filters.register(this::follow, BEFORE_THE_GUARDS);
  }

  private void follow(RoutingContext context) {
    context.addEndHandler(
        ended -> {
          boolean refused = REFUSALS.contains(context.response().getStatusCode());
          if (refused || changes(context)) {
            LINES.info(line(context, refused, ended.succeeded()));
          }
        });
    context.next();
  }

  /** An address without scope is one that checks its callers itself, or there is none. */
  private static boolean changes(RoutingContext context) {
    return ScopeFilter.scope(context)
        .map(CHANGING::contains)
        .orElseGet(() -> !SAFE.contains(context.request().method()));
  }

  private String line(RoutingContext context, boolean refused, boolean answered) {
    ObjectNode line = mapper.createObjectNode();
    line.put("time", clock.instant().toString());
    line.put("service", service);
    line.put("event", refused ? "refusal" : "write");
    AccessFilter.knownCaller(context).ifPresent(caller -> describe(caller, line));
    line.put("from", context.request().remoteAddress().hostAddress());
    line.put("method", context.request().method().name());
    line.put("path", KeySecret.mask(context.normalizedPath()));
    line.put("status", context.response().getStatusCode());
    if (!answered) {
      line.put("answered", false);
    }
    try {
      return mapper.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void describe(Identity caller, ObjectNode line) {
    line.put(caller.credential().code(), caller.name());
  }
}
