package io.boxstream.inference.app;

import io.boxstream.events.consume.ConsumerLoop;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * Live while the consumer loops make progress. An unavailable broker is no reason to restart; it is
 * reported in the data of the check only.
 */
@Liveness
@Singleton
public class TopicLiveness implements HealthCheck {
  private final InferenceApplication application;
  private final Clock clock = Clock.systemUTC();

  TopicLiveness(InferenceApplication application) {
    this.application = application;
  }

  @Override
  public HealthCheckResponse call() {
    ConsumerLoop.Status requests = application.topics().requests();
    ConsumerLoop.Status notifications = application.topics().notifications();
    Instant now = clock.instant();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("topics")
            .status(requests.isLive(now) && notifications.isLive(now))
            .withData("requests", name(requests))
            .withData("partitions", requests.partitions())
            .withData("promotions", name(notifications));
    requests.failure().ifPresent(failure -> response.withData("failure", failure));
    return response.build();
  }

  private static String name(ConsumerLoop.Status status) {
    return status.state().name().toLowerCase(Locale.ROOT);
  }
}
