package io.boxstream.evaluator.app;

import io.boxstream.evaluator.decide.RefusedPromotionException;
import io.boxstream.evaluator.decide.RefusedPromotionException.Refusal;
import io.boxstream.rest.problem.Problem;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Refused promotions as problems. */
public class PromotionProblems {

  @ServerExceptionMapper
  Response refused(RefusedPromotionException e) {
    return Problem.of(status(e.refusal()), code(e.refusal()), e.getMessage()).response();
  }

  private static String code(Refusal refusal) {
    return refusal.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static int status(Refusal refusal) {
    return switch (refusal) {
      case UNKNOWN_CHECKPOINT -> 404;
      case OTHER_MODEL,
          NOT_EVALUATED,
          CONDEMNED,
          PARAMETERS_MISSING,
          ALREADY_CHAMPION,
          LOST_RACES ->
          409;
    };
  }
}
