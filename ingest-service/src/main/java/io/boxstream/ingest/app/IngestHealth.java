package io.boxstream.ingest.app;

import io.boxstream.ingest.startup.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Whether the service takes images in, and whether it is worth keeping. */
@ApplicationScoped
class IngestHealth {

  @Produces
  @Readiness
  HealthCheck ready(Startup startup) {
    return () ->
        HealthCheckResponse.named("log and store were reached").status(startup.isReady()).build();
  }

  @Produces
  @Liveness
  HealthCheck live(Startup startup) {
    return () ->
        HealthCheckResponse.named("topics are followed")
            .status(startup.isLive(Clock.systemUTC().instant()))
            .build();
  }
}
