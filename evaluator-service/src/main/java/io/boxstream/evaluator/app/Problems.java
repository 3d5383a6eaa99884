package io.boxstream.evaluator.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.boxstream.artifacts.store.ArtifactException;
import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.evaluator.decide.RefusedPromotionException;
import io.boxstream.evaluator.decide.RefusedPromotionException.Refusal;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every failure as a problem with a stable code. */
public class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  @ServerExceptionMapper
  Response problem(ProblemException e) {
    return Problem.response(e.status(), e.code(), e.getMessage());
  }

  @ServerExceptionMapper
  Response refused(RefusedPromotionException e) {
    return Problem.response(status(e.refusal()), code(e.refusal()), e.getMessage());
  }

  @ServerExceptionMapper
  Response store(ArtifactException e) {
    if (e instanceof StoreUnavailableException) {
      return Problem.response(503, "store-unavailable", "the object store does not answer");
    }
    LOG.error("A request failed on what the store holds", e);
    return Problem.response(500, "store-failure", e.getMessage());
  }

  @ServerExceptionMapper
  Response json(JsonProcessingException e) {
    return Problem.response(400, "invalid-request", "the body is not the JSON that is expected");
  }

  @ServerExceptionMapper
  Response web(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    return switch (status) {
      case 400 -> Problem.response(status, "invalid-request", "the request cannot be read");
      case 404 -> Problem.response(status, "not-found", "there is nothing at this address");
      case 405 -> Problem.response(status, "method-not-allowed", "this cannot be done here");
      case 406 -> Problem.response(status, "not-acceptable", "answers are application/json");
      case 413 -> Problem.response(status, "too-large", "the body is too large");
      case 415 -> Problem.response(status, "unsupported-media-type", "send application/json");
      default -> Problem.response(status, "http-" + status, String.valueOf(e.getMessage()));
    };
  }

  @ServerExceptionMapper
  Response other(RuntimeException e) {
    LOG.error("A request failed", e);
    return Problem.response(500, "internal-error", "the request failed; the log says why");
  }

  private static String code(Refusal refusal) {
    return refusal.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static int status(Refusal refusal) {
    return switch (refusal) {
      case UNKNOWN_CHECKPOINT -> 404;
      case OTHER_MODEL, NOT_EVALUATED, PARAMETERS_MISSING, ALREADY_CHAMPION, LOST_RACES -> 409;
    };
  }
}
