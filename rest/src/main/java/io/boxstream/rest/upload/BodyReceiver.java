package io.boxstream.rest.upload;

import io.boxstream.rest.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/**
 * Receives the body of a request before a worker gets it, whatever its type: a client that sends
 * slowly holds no worker. Runs after everything that may refuse a request.
 */
@Singleton
public class BodyReceiver {
  private static final String RECEPTION = BodyReception.class.getName();
  private static final Set<HttpMethod> WITHOUT_BODY = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  /** Filters are created when the service is built, before its configuration is known. */
  private final Instance<BodyReceptions> receptions;

  BodyReceiver(Instance<BodyReceptions> receptions) {
    this.receptions = receptions;
  }

  @ServerRequestFilter(nonBlocking = true, priority = Priorities.USER + 100)
  Uni<Void> receive(RoutingContext context) {
    if (!hasBody(context.request())) {
      return Uni.createFrom().voidItem();
    }
    ResteasyReactiveRequestContext request = CurrentRequestManager.get();
    BodyReception reception = receptions.get().begin(context);
    context.put(RECEPTION, reception);
    request.registerCompletionCallback(failure -> reception.close());
    return Uni.createFrom()
        .completionStage(reception.body().toCompletionStage())
        .invoke(request::setInputStream)
        .replaceWithVoid();
  }

  /**
   * Ends the reception of a body with a problem, which the client gets. Without effect before the
   * reception begins and after its end. May be called by any thread.
   */
  public static void refuse(RoutingContext context, Problem problem) {
    BodyReception reception = context.get(RECEPTION);
    if (reception != null) {
      reception.refuse(problem);
    }
  }

  private static boolean hasBody(HttpServerRequest request) {
    if (WITHOUT_BODY.contains(request.method())) {
      return false;
    }
    return request.version() == HttpVersion.HTTP_2
        ? !request.isEnded()
        : request.headers().contains(HttpHeaders.CONTENT_LENGTH)
            || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }
}
