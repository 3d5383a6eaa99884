package io.boxstream.rest.access;

import io.boxstream.rest.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses the requests of callers who send more than their rate, after their scopes. */
@Singleton
public class RateFilter {
  /** Filters are created when the service is built, before its configuration is known. */
  private final Instance<RateLimits> limits;

  RateFilter(Instance<RateLimits> limits) {
    this.limits = limits;
  }

  @ServerRequestFilter(nonBlocking = true, priority = Priorities.USER + 1)
  Optional<Response> check(RoutingContext context) {
    return ScopeFilter.scope(context)
        .flatMap(
            scope ->
                limits
                    .get()
                    .take(
                        scope,
                        AccessFilter.caller(context),
                        context.request().remoteAddress().hostAddress()))
        .map(RateFilter::refusal);
  }

  private static Response refusal(Duration wait) {
    Duration wholeSeconds = Duration.ofSeconds(wait.toSeconds() + 1);
    return Problem.of(
            429,
            "too-many-requests",
            "more requests than the rate of this caller allows; try again in %d s"
                .formatted(wholeSeconds.toSeconds()))
        .response(wholeSeconds);
  }
}
