package io.boxstream.trainer.app;

import io.boxstream.events.consume.ConsumerLoop;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the store has been read and while the broker answers: a requested run then starts at
 * once.
 */
@Readiness
@Singleton
public class TrainerReadiness implements HealthCheck {

  private final TrainerApplication application;

  TrainerReadiness(TrainerApplication application) {
    this.application = application;
  }

  @Override
  public HealthCheckResponse call() {
    ConsumerLoop.Status log = application.follower().status();
    boolean follows = log.state() == ConsumerLoop.State.RUNNING;
    boolean recovered = application.trainer().isReady();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("trainer")
            .status(follows && recovered)
            .withData("log", log.state().name())
            .withData("runs-of-before-read", recovered);
    log.failure().ifPresent(failure -> response.withData("log-failure", failure));
    return response.build();
  }
}
