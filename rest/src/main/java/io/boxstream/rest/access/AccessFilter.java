package io.boxstream.rest.access;

import io.boxstream.access.Identity;
import io.boxstream.rest.problem.EarlyProblems;
import io.boxstream.rest.problem.Problem;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
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
  private static final String CALLER = AccessFilter.class.getName() + ".caller";
  private static final String RETRY_SECONDS = "5";
  private static final String CHALLENGE = "Bearer realm=\"boxstream\"";

  private final AccessConfiguration configuration;
  private final AccessControl access;
  private final String bindHost;
  private final EarlyProblems problems;
  private final Instance<OpenPaths> openPaths;

  AccessFilter(
      AccessConfiguration configuration,
      AccessControl access,
      @ConfigProperty(name = "quarkus.http.host") String bindHost,
      EarlyProblems problems,
      Instance<OpenPaths> openPaths) {
    this.configuration = configuration;
    this.access = access;
    this.bindHost = bindHost;
    this.problems = problems;
    this.openPaths = openPaths;
  }

  void register(@Observes Filters filters) {
    RequestGuard guard = guard();
    filters.register(context -> check(context, guard), BEFORE_THE_LIMITS_OF_BODIES);
    if (access.isOn()) {
      Credentials credentials = access.credentials();
      Authentication authentication = access.authentication(this::isOpen);
      filters.register(
          context -> authenticate(context, credentials, authentication),
          BEFORE_THE_LIMITS_OF_BODIES - 1);
    }
  }

  /**
   * Who sends a request; empty if that does not matter, because there is no access control or
   * everyone may use the address.
   *
   * @throws IllegalStateException if the request did not come through this filter
   */
  public static Optional<Identity> caller(RoutingContext context) {
    Optional<Identity> caller = context.get(CALLER);
    if (caller == null) {
      throw new IllegalStateException("the request has passed no access filter");
    }
    return caller;
  }

  /** Keeps who sends a request, for the audit log. */
  static void remember(RoutingContext context, Optional<Identity> caller) {
    context.put(CALLER, caller);
  }

  /** Who sends a request, if that is known already. */
  static Optional<Identity> knownCaller(RoutingContext context) {
    Optional<Identity> caller = context.get(CALLER);
    return caller == null ? Optional.empty() : caller;
  }

  private boolean isOpen(String path) {
    return openPaths.stream().anyMatch(paths -> paths.isOpen(path));
  }

  private RequestGuard guard() {
    try {
      Set<String> own = ownHosts(configuration.hosts().orElse(List.of()));
      return access.isOn()
          ? new ForeignOrigin()
          : AccessMode.of(bindHost, configuration.unprotected()).guard(own);
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
      if (!access.isOn()) {
        remember(context, Optional.empty());
      }
      context.next();
      return;
    }
    problems.refuse(context, refusal.get());
  }

  private void authenticate(
      RoutingContext context, Credentials credentials, Authentication authentication) {
    String path = context.normalizedPath();
    List<String> authorizations = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    if (!credentials.mayWait(authorizations)) {
      answer(context, authentication.authenticate(path, authorizations));
      return;
    }
    context.request().pause();
    context
        .vertx()
        .executeBlocking(() -> authentication.authenticate(path, authorizations), false)
        .onComplete(
            result -> {
              context.request().resume();
              answer(context, result);
            },
            context::fail);
  }

  private void answer(RoutingContext context, Authentication.Result result) {
    // Also of a refused request: the audit log names its caller.
    remember(context, result.identity());
    if (result.refusal().isEmpty()) {
      context.next();
      return;
    }
    switch (result.refusal().get().status()) {
      case 401 -> context.response().putHeader("WWW-Authenticate", CHALLENGE);
      case 503 -> context.response().putHeader("Retry-After", RETRY_SECONDS);
      default -> {}
    }
    problems.refuse(context, result.refusal().get());
  }

  private static RequestHead head(HttpServerRequest request) {
    MultiMap headers = request.headers();
    return new RequestHead(
        request.isSSL(),
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
