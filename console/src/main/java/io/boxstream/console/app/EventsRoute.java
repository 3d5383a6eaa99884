package io.boxstream.console.app;

import io.boxstream.access.Identity;
import io.boxstream.access.Scope;
import io.boxstream.console.live.Browser;
import io.boxstream.console.live.LiveHub;
import io.boxstream.rest.access.AccessFilter;
import io.boxstream.rest.problem.EarlyProblems;
import io.boxstream.rest.problem.Problem;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** The stream of events. No resource method: what a browser does not take has to be seen here. */
@Singleton
public class EventsRoute {

  /** What may wait for one browser. One that reads has nothing waiting. */
  private static final int MOST_WAITING_BYTES = 128 * 1024;

  /** Then the browser comes back, and shows again who it is. */
  private static final Duration LONGEST_STREAM = Duration.ofMinutes(15);

  private static final String RETRY_SECONDS = "10";

  private final LiveHub hub;
  private final EarlyProblems problems;

  EventsRoute(LiveHub hub, EarlyProblems problems) {
    this.hub = hub;
    this.problems = problems;
  }

  void register(@Observes Router router) {
    router
        .get("/api/events")
        .order(RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT)
        .handler(this::listen);
  }

  private void listen(RoutingContext context) {
    Optional<Identity> caller = AccessFilter.caller(context);
    if (caller.isPresent() && !caller.get().has(Scope.READ)) {
      problems.refuse(
          context,
          Problem.of(
                  403,
                  "insufficient-scope",
                  "the key %s does not have the scope read".formatted(caller.get().name()))
              .with("scope", Scope.READ.code()));
      return;
    }
    HttpServerResponse response = context.response();
    Stream stream = new Stream(context);
    long end = context.vertx().setTimer(LONGEST_STREAM.toMillis(), late -> stream.cutOff());
    context.addEndHandler(
        ended -> {
          context.vertx().cancelTimer(end);
          hub.leave(stream);
        });
    response
        .setChunked(true)
        .setWriteQueueMaxSize(MOST_WAITING_BYTES)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        // Proxies would otherwise wait until they have a whole buffer.
        .putHeader("X-Accel-Buffering", "no");
    if (!hub.join(stream)) {
      response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
      problems.refuse(
          context,
          Problem.of(
              503, "too-many-browsers", "too many browsers listen already; try again later"));
    }
  }

  /** The stream of one browser. */
  private record Stream(RoutingContext context) implements Browser {

    @Override
    public boolean send(byte[] bytes) {
      HttpServerResponse response = context.response();
      if (response.closed() || response.writeQueueFull()) {
        return false;
      }
      var unused = response.write(Buffer.buffer(bytes));
      return true;
    }

    @Override
    public void cutOff() {
      if (context.request().version() == HttpVersion.HTTP_2) {
        context.response().reset();
      } else {
        context.request().connection().close();
      }
    }
  }
}
