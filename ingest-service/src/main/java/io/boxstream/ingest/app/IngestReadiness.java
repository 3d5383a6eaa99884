package io.boxstream.ingest.app;

import io.boxstream.ingest.startup.Startup;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the bucket exists and the topics have been read, so that images can be ingested. Says
 * else why not.
 */
@Readiness
@Singleton
public class IngestReadiness implements HealthCheck {

  private final Startup startup;

  IngestReadiness(Startup startup) {
    this.startup = startup;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("log and store were reached").status(startup.isReady());
    startup.storeFailure().ifPresent(failure -> response.withData("store-failure", failure));
    startup
        .loops()
        .forEach(
            (topic, loop) ->
                loop.get()
                    .failure()
                    .ifPresent(failure -> response.withData(topic + ".failure", failure)));
    return response.build();
  }
}
