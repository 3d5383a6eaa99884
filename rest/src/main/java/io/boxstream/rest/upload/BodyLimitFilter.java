package io.boxstream.rest.upload;

import io.boxstream.rest.problem.EarlyProblems;
import io.boxstream.rest.problem.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Refuses a body that announces to be too long, and one that is compressed, before it is read. The
 * server has a limit too, but cuts off without a word. What does not announce its length is limited
 * by {@link BodyReceiver}.
 */
@Singleton
public class BodyLimitFilter {
  private static final int BEFORE_THE_SERVERS_OWN = 100;
  private static final Problem COMPRESSED =
      Problem.of(
          415,
          "unsupported-content-encoding",
          "bodies must come as they are, without Content-Encoding");

  private final RequestLimits limits;
  private final EarlyProblems problems;

  BodyLimitFilter(RequestLimits limits, EarlyProblems problems) {
    this.limits = limits;
    this.problems = problems;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, BEFORE_THE_SERVERS_OWN);
  }

  private void check(RoutingContext context) {
    Optional<Problem> refusal = refusal(context.request());
    if (refusal.isEmpty()) {
      context.next();
      return;
    }
    problems.refuse(context, refusal.get());
  }

  private Optional<Problem> refusal(HttpServerRequest request) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.isBlank() && !encoding.equalsIgnoreCase("identity")) {
      return Optional.of(COMPRESSED);
    }
    return limits
        .of(request)
        .filter(limit -> announced(request) > limit.mostBytes())
        .map(BodyLimit::problem);
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
