package io.boxstream.trainer.app;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Live while runs will be trained; a store or a broker that is away changes nothing. */
@Liveness
@Singleton
public class TrainingLiveness implements HealthCheck {

  private final TrainerApplication application;

  TrainingLiveness(TrainerApplication application) {
    this.application = application;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("training").status(application.trainer().isAlive()).build();
  }
}
