package io.boxstream.rest.access;

import io.boxstream.rest.problem.EarlyProblems;
import io.boxstream.rest.problem.Problem;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses requests before anything else sees them. A configuration that would let others than the
 * own machine in by mistake stops the start before the service listens.
 */
@Singleton
public class AccessFilter {
  private static final int BEFORE_THE_LIMITS_OF_BODIES = 150;

  private final AccessConfiguration configuration;
  private final String bindHost;
  private final EarlyProblems problems;

  AccessFilter(
      AccessConfiguration configuration,
      @ConfigProperty(name = "quarkus.http.host") String bindHost,
      EarlyProblems problems) {
    this.configuration = configuration;
    this.bindHost = bindHost;
    this.problems = problems;
  }

  void register(@Observes Filters filters) {
    RequestGuard guard = guard();
    filters.register(context -> check(context, guard), BEFORE_THE_LIMITS_OF_BODIES);
  }

  private RequestGuard guard() {
    try {
      return AccessMode.of(bindHost, configuration.unprotected())
          .guard(ownHosts(configuration.hosts().orElse(List.of())));
    } catch (IllegalArgumentException e) {
      // Without the cause: Quarkus prints a message alone only if it is that of the innermost one.
      throw new ConfigurationException(e.getMessage());
    }
  }

  /** The hosts as requests name them. */
  static Set<String> ownHosts(List<String> configured) {
    return configured.stream().map(AccessFilter::ownHost).collect(Collectors.toUnmodifiableSet());
  }

  private static String ownHost(String configured) {
    return Authority.parse(configured)
        .filter(host -> host.port().isEmpty())
        .map(Authority::host)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "boxstream.access.hosts must be names and addresses without ports, IPv6 in brackets: \"%s\" is none"
                        .formatted(configured)));
  }

  private void check(RoutingContext context, RequestGuard guard) {
    Optional<Problem> refusal = guard.refusal(head(context.request()));
    if (refusal.isEmpty()) {
      context.next();
      return;
    }
    problems.refuse(context, refusal.get());
  }

  private static RequestHead head(HttpServerRequest request) {
    MultiMap headers = request.headers();
    return new RequestHead(
        request.uri(),
        request.version() == HttpVersion.HTTP_2
            ? List.of(String.valueOf(request.authority()))
            : headers.getAll("Host"),
        headers.getAll("Origin"),
        headers.getAll("Sec-Fetch-Site"),
        headers.names().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()));
  }
}
