package io.boxstream.rest.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/**
 * Headers that keep browsers from doing more with an answer than to show it, on every answer. A
 * page that needs more of the browser sets a {@code Content-Security-Policy} of its own.
 */
public class AnswerHeaders {
  private static final int BEFORE_ANY_ANSWER = 200;

  /** By name. */
  public static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Content-Security-Policy",
              "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");

  void register(@Observes Filters filters) {
    filters.register(AnswerHeaders::add, BEFORE_ANY_ANSWER);
  }

  private static void add(RoutingContext context) {
    HEADERS.forEach(context.response()::putHeader);
    context.next();
  }
}
