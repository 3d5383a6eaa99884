package io.boxstream.rest.access;

import io.boxstream.access.Identity;
import io.boxstream.access.Scope;
import io.boxstream.rest.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses what the caller's scopes do not cover, before the resource method is called. */
public class ScopeFilter {
  private static final String SCOPE = ScopeFilter.class.getName() + ".scope";

  @ServerRequestFilter(nonBlocking = true)
  void check(ResourceInfo resource, RoutingContext context) {
    Optional<Identity> caller = AccessFilter.caller(context);
    Optional<RequiredScope> stated =
        Optional.ofNullable(resource.getResourceMethod())
            .map(method -> method.getAnnotation(RequiredScope.class));
    Optional<Scope> required = stated.map(RequiredScope::value);
    required.ifPresent(scope -> context.put(SCOPE, scope));
    if (caller.isEmpty()) {
      return;
    }
    Scope scope = required.orElseThrow(ScopeFilter::noAccess);
    if (!caller.get().has(scope)) {
      throw new ProblemException(Authentication.insufficient(caller.get(), scope));
    }
    if (scope == Scope.LABEL && !stated.get().bySource()) {
      caller.get().source().ifPresent(source -> refuse(caller.get(), source));
    }
  }

  /** The scope that the request needs; empty if no resource method was found for it. */
  static Optional<Scope> scope(RoutingContext context) {
    return Optional.ofNullable(context.get(SCOPE));
  }

  private static void refuse(Identity caller, String source) {
    throw ProblemException.of(
        403,
        Callers.OTHER_SOURCE,
        "the key %s may send and change single images of the source %s only"
            .formatted(caller.name(), source));
  }

  private static ProblemException noAccess() {
    return ProblemException.of(403, "no-access", "nobody may use this address: it states no scope");
  }
}
