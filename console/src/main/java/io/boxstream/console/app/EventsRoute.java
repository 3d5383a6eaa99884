package io.boxstream.console.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.boxstream.access.Identity;
import io.boxstream.access.Scope;
import io.boxstream.console.gateway.BrowserConnection;
import io.boxstream.console.live.Browser;
import io.boxstream.console.live.LiveHub;
import io.boxstream.console.session.Session;
import io.boxstream.console.session.Sessions;
import io.boxstream.rest.access.AccessControl;
import io.boxstream.rest.access.AccessFilter;
import io.boxstream.rest.problem.EarlyProblems;
import io.boxstream.rest.problem.Problem;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
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

  /** How soon a stream ends after its session, key or token. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  private static final String RETRY_SECONDS = "10";

  /** The last event of a stream whose person has signed out, for whatever reason. */
  private static final String SIGNED_OUT = "event: signed-out\ndata: {}\n\n";

  private final LiveHub hub;
  private final AccessControl access;
  private final Sessions sessions;
  private final EarlyProblems problems;

  EventsRoute(LiveHub hub, AccessControl access, Sessions sessions, EarlyProblems problems) {
    this.hub = hub;
    this.access = access;
    this.sessions = sessions;
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
    } else if (caller.isPresent()) {
      lookAgainLater(context, stream);
    }
  }

  private void lookAgainLater(RoutingContext context, Stream stream) {
    var unused = context.vertx().setTimer(LOOK.toMillis(), due -> lookAgain(context, stream));
  }

  /** Not on the event loop: an OpenID provider may have to be asked. */
  private void lookAgain(RoutingContext context, Stream stream) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    context
        .vertx()
        .executeBlocking(() -> mayListen(context), false)
        .onComplete(
            result -> {
              // What cannot be found out does not end a stream; it is looked at again.
              if (result.succeeded() && !result.result()) {
                hub.leave(stream);
                stream.signOut();
              } else {
                lookAgainLater(context, stream);
              }
            });
  }

  private boolean mayListen(RoutingContext context) {
    return SessionFilter.session(context).map(Session::id).map(sessions::isOpen).orElse(true)
        && access.isStillLetIn(
            context.normalizedPath(),
            context.request().headers().getAll(HttpHeaders.AUTHORIZATION),
            Scope.READ);
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

    void signOut() {
      if (send(SIGNED_OUT.getBytes(UTF_8))) {
        var unused = context.response().end();
      } else {
        cutOff();
      }
    }

    @Override
    public void cutOff() {
      BrowserConnection.cutOff(context.request());
    }
  }
}
