package io.boxstream.console.app;

import io.boxstream.console.Service;
import io.boxstream.console.gateway.BrowserConnection;
import io.boxstream.console.gateway.Gateway;
import io.boxstream.console.gateway.ServicePath;
import io.boxstream.console.gateway.ServiceUnavailableException;
import io.boxstream.console.gateway.SlowUploadException;
import io.boxstream.rest.problem.EarlyProblems;
import io.boxstream.rest.problem.Problem;
import io.quarkus.vertx.http.runtime.HttpCompressionHandler;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of the services. No resource method: their bodies must not be received first. */
@Singleton
public class GatewayRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayRoutes.class);
  private static final Set<String> COMPRESSED =
      Set.of("application/json", Problem.MEDIA_TYPE, "application/xml", "text/plain");
  private static final Set<HttpMethod> METHODS =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE);
  private static final String RETRY_SECONDS = "2";

  private final Gateway gateway;
  private final EarlyProblems problems;

  GatewayRoutes(Gateway gateway, EarlyProblems problems) {
    this.gateway = gateway;
    this.problems = problems;
  }

  void register(@Observes Router router) {
    for (Service service : Service.values()) {
      router
          .route("/api/" + service.code() + "/*")
          .order(RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT)
          .handler(new HttpCompressionHandler(this::pass, COMPRESSED));
    }
  }

  private void pass(RoutingContext context) {
    Optional<ServicePath> target = ServicePath.parse(context.request().path());
    if (target.isEmpty()) {
      problems.refuse(context, Problem.of(404, "not-found", "there is no service at this address"));
      return;
    }
    if (!METHODS.contains(context.request().method())) {
      problems.refuse(
          context,
          Problem.of(
              405, "method-not-allowed", "this address does not offer the request's method"));
      return;
    }
    gateway
        .pass(context.request(), target.get(), () -> EarlyProblems.closeAfterwards(context))
        .onFailure(failure -> refuse(context, failure));
  }

  private void refuse(RoutingContext context, Throwable failure) {
    if (context.response().headWritten() || context.response().closed()) {
      LOG.debug("A request ended before it was answered", failure);
    } else if (failure instanceof ServiceUnavailableException away) {
      LOG.debug("A service does not answer", away);
      context.response().putHeader("Retry-After", RETRY_SECONDS);
      problems.refuse(
          context,
          Problem.of(503, "service-unavailable", away.getMessage())
              .with("service", away.service().code()));
    } else if (failure instanceof SlowUploadException slow) {
      problems.refuse(context, Problem.of(408, "request-too-slow", slow.getMessage()));
    } else {
      LOG.debug("A browser left", failure);
      BrowserConnection.cutOff(context.request());
    }
  }
}
