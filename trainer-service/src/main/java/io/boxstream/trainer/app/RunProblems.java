package io.boxstream.trainer.app;

import io.boxstream.rest.problem.Problem;
import io.boxstream.trainer.reproduction.UnknownReproductionException;
import io.boxstream.trainer.run.RunNotActiveException;
import io.boxstream.trainer.run.RunNotFoundException;
import io.boxstream.trainer.run.TooManyRunsException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What is wrong with requests for runs and reproductions, as problems. */
public class RunProblems {

  @ServerExceptionMapper
  Response notFound(RunNotFoundException e) {
    return Problem.of(404, "run-not-found", e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response unknown(UnknownReproductionException e) {
    return Problem.of(404, "reproduction-not-found", e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response notActive(RunNotActiveException e) {
    return Problem.of(409, "run-not-active", e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response tooMany(TooManyRunsException e) {
    return Problem.of(429, "too-many-runs", e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response invalid(IllegalArgumentException e) {
    return Problem.invalidRequest(e.getMessage()).response();
  }
}
