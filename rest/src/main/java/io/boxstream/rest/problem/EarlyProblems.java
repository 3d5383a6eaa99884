package io.boxstream.rest.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;

/** Problems that answer a request before its body is read and before any resource sees it. */
@Singleton
public class EarlyProblems {
  private final ObjectMapper mapper;

  EarlyProblems(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** Answers with a problem and closes the connection. */
  public void refuse(RoutingContext context, Problem problem) {
    closeAfterwards(context);
    context
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(json(problem));
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
