package io.boxstream.console.app;

import io.boxstream.console.page.Pages;
import io.boxstream.rest.access.OpenPaths;
import io.quarkus.vertx.http.runtime.HttpCompressionHandler;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** Pages and files, which everyone may read: what they show is asked for with the caller's key. */
@Singleton
public class PageRoutes implements OpenPaths {
  private static final Set<String> COMPRESSED =
      Set.of("text/html", "text/javascript", "text/css", "image/svg+xml", "application/json");

  private final Pages pages;

  PageRoutes(Pages pages) {
    this.pages = pages;
  }

  @Override
  public boolean isOpen(String path) {
    return Pages.isOpen(path);
  }

  void register(@Observes Router router) {
    router
        .route("/*")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .order(RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT + 1)
        .handler(new HttpCompressionHandler(this::answer, COMPRESSED));
  }

  private void answer(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<Pages.Answer> answer =
        pages.answer(context.normalizedPath(), request.getHeader(HttpHeaders.IF_NONE_MATCH));
    if (answer.isEmpty()) {
      context.next();
      return;
    }
    HttpServerResponse response = context.response().setStatusCode(answer.get().status());
    answer.get().headers().forEach(response::putHeader);
    if (request.method() == HttpMethod.HEAD) {
      response
          .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(answer.get().body().length))
          .end();
      return;
    }
    response.end(Buffer.buffer(answer.get().body()));
  }
}
