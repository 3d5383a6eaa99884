package io.boxstream.rest.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;

/** Problems that answer a request before its body is read and before any resource sees it. */
@Singleton
public class EarlyProblems {
  /** How long a client that was refused may go on sending. */
  private static final long LINGER_MILLIS = 1000;

  private final ObjectMapper mapper;

  EarlyProblems(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Answers with a problem and closes the connection. Most clients read an answer only when they
   * have sent their body, and lose it if the connection is reset while they send. So what still
   * comes is dropped for a second.
   */
  public void refuse(RoutingContext context, Problem problem) {
    HttpServerRequest request = context.request();
    HttpConnection connection = request.connection();
    request.handler(dropped -> {});
    Future<Void> received = request.end();
    request.resume();
    Future<Void> sent =
        context
            .response()
            .setStatusCode(problem.status())
            .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
            .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
            .end(json(problem));
    long timer = context.vertx().setTimer(LINGER_MILLIS, late -> connection.close());
    Future.join(received, sent)
        .onComplete(
            both -> {
              context.vertx().cancelTimer(timer);
              connection.close();
            });
  }

  /** The rest of the body is not read: nothing can follow it on the connection. */
  public static void closeAfterwards(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    context.addEndHandler(ended -> context.request().connection().close());
  }

  private String json(Problem problem) {
    try {
      return mapper.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
