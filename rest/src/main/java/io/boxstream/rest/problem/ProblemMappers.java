package io.boxstream.rest.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.boxstream.artifacts.store.ArtifactException;
import io.boxstream.artifacts.store.StoreUnavailableException;
import io.vertx.core.http.HttpClosedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ExceptionUnwrapStrategy;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.UnwrapException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failures that any service may have, as problems. A service adds mappers for exceptions of its
 * own.
 */
@UnwrapException(value = CompletionException.class, strategy = ExceptionUnwrapStrategy.ALWAYS)
public class ProblemMappers {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMappers.class);
  private static final Duration UNTIL_THE_STORE_IS_BACK = Duration.ofSeconds(5);

  /** How the server's message about the parts of a form begins. */
  private static final String TOO_MANY_PARTS = "Param limit of ";

  @ServerExceptionMapper
  Response problem(ProblemException e) {
    return e.problem().response();
  }

  @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
  Response json(JsonProcessingException e) {
    return malformed(e).response();
  }

  @ServerExceptionMapper
  Response invalid(ConstraintViolationException e) {
    return Problem.invalidRequest(
            e.getConstraintViolations().stream()
                .map(ProblemMappers::describe)
                .sorted()
                .collect(Collectors.joining("; ")))
        .response();
  }

  @ServerExceptionMapper
  Response web(WebApplicationException e) {
    Problem problem =
        e.getCause() instanceof JsonProcessingException json ? malformed(json) : problem(e);
    if (problem.status() >= 500) {
      LOG.error("A request failed", e);
    }
    // Headers such as Allow and WWW-Authenticate belong to the answer.
    return Response.fromResponse(e.getResponse())
        .status(problem.status())
        .type(Problem.MEDIA_TYPE)
        .entity(problem)
        .build();
  }

  @ServerExceptionMapper
  Response store(StoreUnavailableException e) {
    return Problem.of(503, "store-unavailable", e.getMessage()).response(UNTIL_THE_STORE_IS_BACK);
  }

  @ServerExceptionMapper
  Response store(ArtifactException e) {
    LOG.error("A request failed on what the object store holds", e);
    return Problem.of(500, "store-failed", e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response other(Throwable e) {
    return MalformedForm.problem(e).orElseGet(() -> failure(e)).response();
  }

  private static Problem failure(Throwable e) {
    if (isOfClient(e)) {
      LOG.debug("A client has gone before it had its answer", e);
    } else {
      LOG.error("A request failed", e);
    }
    return Problem.internalError();
  }

  /** Clients that leave, or are cut off, must not fill the log. */
  private static boolean isOfClient(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(HttpClosedException.class::isInstance);
  }

  private static Problem malformed(JsonProcessingException e) {
    return Problem.invalidRequest(e.getOriginalMessage());
  }

  private static Problem problem(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    return switch (status) {
      case 400 -> badRequest(String.valueOf(e.getMessage()));
      case 404 -> Problem.of(status, "not-found", "there is nothing at this address");
      case 405 ->
          Problem.of(
              status, "method-not-allowed", "this address does not offer the request's method");
      case 406 ->
          Problem.of(
              status,
              "not-acceptable",
              "this address has no content of a type that the request's header Accept names");
      case 413 ->
          Problem.of(
              status,
              "request-too-large",
              "a field of the form is longer than quarkus.http.limits.max-form-attribute-size");
      case 415 ->
          Problem.of(
              status,
              "unsupported-media-type",
              "this address does not take the request's Content-Type");
      case 500 -> Problem.internalError();
      default -> Problem.of(status, code(e.getResponse()), String.valueOf(e.getMessage()));
    };
  }

  private static Problem badRequest(String message) {
    return message.startsWith(TOO_MANY_PARTS)
        ? Problem.of(
            413,
            "request-too-large",
            "the form has more parts than quarkus.http.limits.max-parameters")
        : Problem.invalidRequest(message);
  }

  private static String code(Response response) {
    String phrase = response.getStatusInfo().getReasonPhrase();
    return phrase == null || phrase.isBlank()
        ? "http-" + response.getStatus()
        : phrase.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  /** The last part of the path is the parameter; the others are the method's. */
  private static String describe(ConstraintViolation<?> violation) {
    String path = violation.getPropertyPath().toString();
    return path.substring(path.lastIndexOf('.') + 1) + " " + violation.getMessage();
  }
}
