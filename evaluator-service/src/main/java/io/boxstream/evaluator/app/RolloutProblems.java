package io.boxstream.evaluator.app;

import io.boxstream.evaluator.rollout.RefusedRolloutException;
import io.boxstream.rest.problem.Problem;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Refused rollouts as problems. */
public class RolloutProblems {
  private static final int CONFLICT = 409;

  @ServerExceptionMapper
  Response refused(RefusedRolloutException e) {
    String code = e.refusal().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return Problem.of(CONFLICT, code, e.getMessage()).response();
  }
}
