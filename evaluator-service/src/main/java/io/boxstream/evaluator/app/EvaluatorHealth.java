package io.boxstream.evaluator.app;

import io.boxstream.evaluator.Evaluator;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Ready: checkpoints are consumed and the store answers. Live: the threads come round. */
@Singleton
public class EvaluatorHealth {
  private final Evaluator evaluator;

  EvaluatorHealth(EvaluatorProcess process) {
    this.evaluator = process.evaluator();
  }

  @Produces
  @Readiness
  @Singleton
  HealthCheck readiness() {
    return () -> response("evaluating", evaluator.isReady());
  }

  @Produces
  @Liveness
  @Singleton
  HealthCheck liveness() {
    return () -> response("threads", evaluator.isLive());
  }

  private HealthCheckResponse response(String name, boolean up) {
    return HealthCheckResponse.named(name)
        .status(up)
        .withData("state", evaluator.describe())
        .build();
  }
}
