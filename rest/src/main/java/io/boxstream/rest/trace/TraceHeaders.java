package io.boxstream.rest.trace;

import io.boxstream.events.TraceContext;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;

/** Copies the trace of a request to its answer, whatever the answer is. */
public class TraceHeaders {
  private static final int BEFORE_ANY_ANSWER = 200;

  void register(@Observes Filters filters) {
    filters.register(TraceHeaders::copy, BEFORE_ANY_ANSWER);
  }

  private static void copy(RoutingContext context) {
    HttpServerResponse response = context.response();
    of(context.request())
        .ifPresent(
            trace -> {
              response.putHeader(TraceContext.TRACE_PARENT, trace.parent());
              if (!trace.state().isEmpty()) {
                response.putHeader(TraceContext.TRACE_STATE, trace.state());
              }
            });
    context.next();
  }

  /** The trace of a request; empty if it has none or more than one. */
  public static Optional<TraceContext> of(HttpServerRequest request) {
    List<String> parents = request.headers().getAll(TraceContext.TRACE_PARENT);
    List<String> states = request.headers().getAll(TraceContext.TRACE_STATE);
    return parents.size() == 1
        ? TraceContext.of(parents.get(0), String.join(",", states))
        : Optional.empty();
  }
}
