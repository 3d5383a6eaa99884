package io.boxstream.trainer.app;

import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Live while the trainer and consumer threads run. An unavailable store or broker does not matter.
 */
@Liveness
@Singleton
public class TrainerLiveness implements HealthCheck {

  private final TrainerApplication application;

  TrainerLiveness(TrainerApplication application) {
    this.application = application;
  }

  @Override
  public HealthCheckResponse call() {
    boolean follows = application.follower().status().isLive(Clock.systemUTC().instant());
    boolean trains = application.trainer().isAlive();
    return HealthCheckResponse.named("trainer")
        .status(follows && trains)
        .withData("follows-the-log", follows)
        .withData("trains", trains)
        .build();
  }
}
