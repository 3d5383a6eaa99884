package io.boxstream.console.app;

import io.boxstream.access.Scope;
import io.boxstream.console.answers.Caller;
import io.boxstream.rest.access.AccessFilter;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Who sends a request, for what the console asks the services in their name. */
final class ConsoleCallers {

  private ConsoleCallers() {}

  static Caller of(RoutingContext context) {
    return new Caller(
        Optional.ofNullable(context.request().getHeader(HttpHeaders.AUTHORIZATION)),
        AccessFilter.caller(context).map(identity -> identity.has(Scope.METRICS)).orElse(true));
  }
}
