package io.boxstream.inference.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.io.UncheckedIOException;

/**
 * Refuses a body that announces to be longer than any image before it is read. The server's own
 * limit, behind this one, cuts off without a word; it is for bodies that do not announce their
 * length.
 */
public class UploadLimit {
  private static final int BEFORE_THE_SERVERS_OWN = 100;
  private static final long ROOM_FOR_A_FORM = 64 * 1024;

  private final InferenceConfiguration.Images images;
  private final ObjectMapper mapper;

  UploadLimit(InferenceConfiguration configuration, ObjectMapper mapper) {
    this.images = configuration.inference().images();
    this.mapper = mapper;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, BEFORE_THE_SERVERS_OWN);
  }

  private void check(RoutingContext context) {
    long longest = images.maxSize().asLongValue() + ROOM_FOR_A_FORM;
    if (announced(context.request()) <= longest) {
      context.next();
      return;
    }
    Problem problem =
        new Problem(
            413,
            "Content Too Large",
            "an image may have " + images.maxSize().asLongValue() + " bytes",
            "image-too-large");
    context
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(json(problem))
        .onComplete(ended -> context.request().connection().close());
  }

  private static long announced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private String json(Problem problem) {
    try {
      return mapper.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
