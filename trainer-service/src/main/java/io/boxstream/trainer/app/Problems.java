package io.boxstream.trainer.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.boxstream.trainer.run.RunNotActiveException;
import io.boxstream.trainer.run.RunNotFoundException;
import io.boxstream.trainer.run.TooManyRunsException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exceptions as problems. */
public class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  /** What the client sees of any exception. */
  @ServerExceptionMapper(Throwable.class)
  public Response problem(Throwable failure) {
    if (failure.getCause() instanceof JsonProcessingException json) {
      return malformed(json);
    }
    if (failure instanceof WebApplicationException web) {
      return web(web);
    }
    if (failure instanceof JsonProcessingException json) {
      return malformed(json);
    }
    if (failure instanceof RunNotFoundException) {
      return respond(new Problem(404, "Not Found", failure.getMessage(), "run-not-found"));
    }
    if (failure instanceof RunNotActiveException) {
      return respond(new Problem(409, "Conflict", failure.getMessage(), "run-not-active"));
    }
    if (failure instanceof TooManyRunsException) {
      return respond(new Problem(429, "Too Many Requests", failure.getMessage(), "too-many-runs"));
    }
    if (failure instanceof IllegalArgumentException) {
      return respond(new Problem(400, "Bad Request", failure.getMessage(), "invalid-request"));
    }
    LOG.error("A request failed", failure);
    return respond(
        new Problem(
            500, "Internal Server Error", "the request failed; the log says why", "internal"));
  }

  private static Response malformed(JsonProcessingException failure) {
    return respond(
        new Problem(400, "Bad Request", failure.getOriginalMessage(), "invalid-request"));
  }

  private static Response web(WebApplicationException failure) {
    Response.StatusType status = failure.getResponse().getStatusInfo();
    String code = status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
    return Response.fromResponse(failure.getResponse())
        .type(Problem.MEDIA_TYPE)
        .entity(
            new Problem(
                status.getStatusCode(), status.getReasonPhrase(), failure.getMessage(), code))
        .build();
  }

  private static Response respond(Problem problem) {
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
  }
}
