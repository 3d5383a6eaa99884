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

  @ServerRequestFilter
  void check(ResourceInfo resource, RoutingContext context) {
    Optional<Identity> caller = AccessFilter.caller(context);
    if (caller.isEmpty()) {
      return;
    }
    Scope scope =
        Optional.ofNullable(resource.getResourceMethod())
            .map(method -> method.getAnnotation(RequiredScope.class))
            .map(RequiredScope::value)
            .orElseThrow(ScopeFilter::noAccess);
    if (!caller.get().has(scope)) {
      throw new ProblemException(Authentication.insufficient(caller.get(), scope));
    }
  }

  private static ProblemException noAccess() {
    return ProblemException.of(403, "no-access", "nobody may use this address: it states no scope");
  }
}
