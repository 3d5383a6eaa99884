package io.boxstream.ingest.app;

import io.boxstream.ingest.startup.Startup;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the bucket exists and the topics have been read, so that images can be ingested. */
@Readiness
@Singleton
public class IngestReadiness implements HealthCheck {

  private final Startup startup;

  IngestReadiness(Startup startup) {
    this.startup = startup;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("log and store were reached")
        .status(startup.isReady())
        .build();
  }
}
