package io.boxstream.console.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.console.alerts.ConsoleAlerts;
import io.boxstream.console.answers.SharedAnswers;
import io.boxstream.console.broker.BrokerWatch;
import io.boxstream.console.health.HealthWatch;
import io.boxstream.console.live.LiveHub;
import io.boxstream.console.operations.Operations;
import io.boxstream.console.operations.ServiceVitals;
import io.boxstream.console.overview.Overviews;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes what is put together from the answers of services. */
public class ViewWiring {
  private static final Set<String> WEB = Set.of("http", "https");

  @Produces
  @Singleton
  ServiceVitals vitals(SharedAnswers answers, ObjectMapper mapper) {
    return new ServiceVitals(answers, mapper);
  }

  @Produces
  @Singleton
  Overviews overviews(
      SharedAnswers answers,
      ServiceVitals vitals,
      HealthWatch health,
      ConsoleAlerts alerts,
      ObjectMapper mapper) {
    return new Overviews(answers, vitals, health, alerts, mapper, Clock.systemUTC());
  }

  @Produces
  @Singleton
  Operations operations(
      HealthWatch health,
      ServiceVitals vitals,
      BrokerWatch broker,
      LiveHub hub,
      ConsoleConfig config,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    return new Operations(
        health,
        vitals,
        broker::state,
        () -> own(version, hub),
        dashboards(config),
        Clock.systemUTC());
  }

  private static Operations.ConsoleVitals own(String version, LiveHub hub) {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return new Operations.ConsoleVitals(
        version,
        ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0,
        heap.getUsed(),
        heap.getMax(),
        hub.browsers());
  }

  /** Links of pages: one that is no web address could run a script. */
  private static Map<String, URI> dashboards(ConsoleConfig config) {
    config
        .dashboards()
        .forEach(
            (name, address) -> {
              if (address.getScheme() == null || !WEB.contains(address.getScheme())) {
                throw new ConfigurationException(
                    "boxstream.console.dashboards.%s must be http(s)://…: %s"
                        .formatted(name, address));
              }
            });
    return config.dashboards();
  }
}
