package io.boxstream.console.app;

import io.boxstream.console.session.Session;
import io.boxstream.console.session.Sessions;
import io.boxstream.rest.access.AccessControl;
import io.boxstream.rest.problem.EarlyProblems;
import io.boxstream.rest.problem.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the cookie of a session into the key or token that it stands for, before the request is
 * authenticated. Everything behind it, the services too, sees a request like that of any client.
 */
@Singleton
public class SessionFilter {
  /** The name of the cookie. */
  static final String COOKIE = "boxstream-session";

  /** The address where people sign in and out. */
  static final String ADDRESS = "/api/session";

  private static final String SESSION = SessionFilter.class.getName() + ".session";
  private static final String TOKEN = "X-CSRF-Token";
  private static final int BEFORE_AUTHENTICATION = 160;
  private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final AccessControl access;
  private final Sessions sessions;
  private final EarlyProblems problems;

  SessionFilter(AccessControl access, Sessions sessions, EarlyProblems problems) {
    this.access = access;
    this.sessions = sessions;
    this.problems = problems;
  }

  void register(@Observes Filters filters) {
    if (access.isOn()) {
      filters.register(this::attach, BEFORE_AUTHENTICATION);
    }
  }

  /** The session that a request belongs to; empty if it brings none, or a key of its own. */
  static Optional<Session> session(RoutingContext context) {
    return Optional.ofNullable(context.get(SESSION));
  }

  private void attach(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<Session> session =
        request.headers().contains(HttpHeaders.AUTHORIZATION) ? Optional.empty() : find(request);
    if (session.isEmpty()) {
      context.next();
      return;
    }
    if (!isFromAPage(request, session.get())) {
      problems.refuse(
          context,
          Problem.of(
              403,
              "csrf-token",
              "a request with the cookie of a session needs the token of the session in the header "
                  + TOKEN));
      return;
    }
    context.put(SESSION, session.get());
    request.headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + session.get().credential());
    context.next();
  }

  /** Several cookies may have the name: those of other hosts above this one count here too. */
  private Optional<Session> find(HttpServerRequest request) {
    return request.cookies(COOKIE).stream()
        .map(Cookie::getValue)
        .flatMap(id -> sessions.use(id).stream())
        .findFirst();
  }

  /** Whoever signs in again shows a key. */
  private static boolean isFromAPage(HttpServerRequest request, Session session) {
    return SAFE.contains(request.method())
        || (request.method() == HttpMethod.POST && ADDRESS.equals(request.path()))
        || session.isToken(request.getHeader(TOKEN));
  }
}
