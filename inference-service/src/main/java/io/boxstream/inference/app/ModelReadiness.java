package io.boxstream.inference.app;

import io.boxstream.inference.model.LoadFailure;
import io.boxstream.inference.model.ModelIdentity;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the primary model serves. Says also why the newest promotion does not. */
@Readiness
@Singleton
public class ModelReadiness implements HealthCheck {
  private final InferenceApplication application;

  ModelReadiness(InferenceApplication application) {
    this.application = application;
  }

  @Override
  public HealthCheckResponse call() {
    Optional<ModelIdentity> identity = application.models().identity();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("model").status(identity.isPresent());
    identity.ifPresent(
        serving ->
            response
                .withData("generation", serving.generation())
                .withData("checkpoint", serving.checkpointId()));
    application.updater().failure().ifPresent(failure -> describe(failure, response));
    return response.build();
  }

  private static void describe(LoadFailure failure, HealthCheckResponseBuilder response) {
    response
        .withData("failed", failure.what())
        .withData("reason", failure.reason())
        .withData("attempts", failure.attempts())
        .withData("at", failure.at().toString());
  }
}
