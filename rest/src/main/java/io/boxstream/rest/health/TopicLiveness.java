package io.boxstream.rest.health;

import io.boxstream.events.consume.ConsumerLoop;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * Live while the loops that read topics come round. A broker that is away is no reason to restart
 * the process: it shows in the data only.
 */
@Liveness
@Singleton
public class TopicLiveness implements HealthCheck {
  private final FollowedTopics topics;
  private final Clock clock = Clock.systemUTC();

  TopicLiveness(FollowedTopics topics) {
    this.topics = topics;
  }

  @Override
  public HealthCheckResponse call() {
    Instant now = clock.instant();
    Map<String, ConsumerLoop.Status> statuses = topics.statuses();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("topics")
            .status(statuses.values().stream().allMatch(status -> status.isLive(now)));
    statuses.forEach((topic, status) -> describe(topic, status, response));
    return response.build();
  }

  private static void describe(
      String topic, ConsumerLoop.Status status, HealthCheckResponseBuilder response) {
    response
        .withData(topic, status.state().name().toLowerCase(Locale.ROOT))
        .withData(topic + ".partitions", status.partitions());
    status.failure().ifPresent(failure -> response.withData(topic + ".failure", failure));
  }
}
