package io.boxstream.evaluator.app;

import io.boxstream.evaluator.Evaluator;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while checkpoints are consumed and the store answers. */
@Readiness
@Singleton
public class EvaluatorReadiness implements HealthCheck {
  private final Evaluator evaluator;

  EvaluatorReadiness(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("evaluating")
        .status(evaluator.isReady())
        .withData("state", evaluator.describe())
        .build();
  }
}
