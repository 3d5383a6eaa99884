package io.boxstream.rest.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Problems that answer a request before its body is read and before any resource sees it. */
@Singleton
public class EarlyProblems {
  /** How long a client that was refused may go on sending. */
  private static final long LINGER_MILLIS = 1000;

  /** The answer is complete, and the rest of the request is not wanted (RFC 9113, 8.1). */
  private static final long NO_ERROR = 0;

  private static final String JSON = "application/json";

  private final ObjectMapper mapper;
  private final Instance<ProblemForms> forms;

  EarlyProblems(ObjectMapper mapper, Instance<ProblemForms> forms) {
    this.mapper = mapper;
    this.forms = forms;
  }

  /**
   * Answers with a problem and closes the connection, or the stream where requests share one
   * (HTTP/2). Most clients read an answer only when they have sent their body, and lose it if the
   * connection is reset while they send. So what still comes is dropped for a second. If all of the
   * request has come, it is just answered.
   */
  public void refuse(RoutingContext context, Problem problem) {
    HttpServerRequest request = context.request();
    if (request.isEnded()) {
      var unused = answer(context, problem);
      return;
    }
    request.handler(dropped -> {});
    Future<Void> received = request.end();
    request.resume();
    announceClose(request);
    Future<Void> sent = answer(context, problem);
    long timer = context.vertx().setTimer(LINGER_MILLIS, late -> close(request));
    Future.join(received, sent)
        .onComplete(
            both -> {
              context.vertx().cancelTimer(timer);
              close(request);
            });
  }

  private Future<Void> answer(RoutingContext context, Problem problem) {
    Optional<Object> form = form(context, problem);
    return context
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, form.isPresent() ? JSON : Problem.MEDIA_TYPE)
        .end(json(form.orElse(problem)));
  }

  /**
   * The rest of the body is not wanted: nothing can follow it on the connection. What still comes
   * must be dropped by the caller; the connection is closed when all of it has, or a second after
   * the answer.
   */
  public static void closeAfterwards(RoutingContext context) {
    HttpServerRequest request = context.request();
    announceClose(request);
    Future<Void> received = request.end();
    context.addEndHandler(
        ended -> {
          long timer = context.vertx().setTimer(LINGER_MILLIS, late -> close(request));
          received.onComplete(
              all -> {
                context.vertx().cancelTimer(timer);
                close(request);
              });
        });
  }

  /** HTTP/2 has no such header: clients take an answer with it for broken. */
  private static void announceClose(HttpServerRequest request) {
    if (!hasStreams(request)) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  private static void close(HttpServerRequest request) {
    if (hasStreams(request)) {
      request.response().reset(NO_ERROR);
    } else {
      request.connection().close();
    }
  }

  private static boolean hasStreams(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_2;
  }

  private Optional<Object> form(RoutingContext context, Problem problem) {
    return forms.stream()
        .flatMap(one -> one.form(context.normalizedPath(), problem).stream())
        .findFirst();
  }

  private String json(Object content) {
    try {
      return mapper.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
