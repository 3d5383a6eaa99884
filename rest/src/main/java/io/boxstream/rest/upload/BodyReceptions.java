package io.boxstream.rest.upload;

import io.boxstream.rest.client.MinimumRate;
import io.boxstream.rest.config.HttpConfiguration;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the receptions of all bodies share. */
@Singleton
class BodyReceptions {
  private final RequestLimits limits;
  private final MinimumRate minimumRate;
  private final BodyMemory memory;
  private final Path directory;

  BodyReceptions(
      RequestLimits limits,
      HttpConfiguration configuration,
      @ConfigProperty(name = "quarkus.http.body.uploads-directory") Path directory) {
    this.limits = limits;
    this.minimumRate = MinimumRate.of(configuration);
    this.memory = new BodyMemory(configuration.bodyMemory().asLongValue());
    this.directory = directory;
  }

  BodyReception begin(RoutingContext context) {
    BodyReception reception =
        new BodyReception(
            context,
            limits.of(context.request()),
            minimumRate,
            new BodyStorage(context.vertx().fileSystem(), memory.share(), directory));
    reception.begin();
    return reception;
  }
}
