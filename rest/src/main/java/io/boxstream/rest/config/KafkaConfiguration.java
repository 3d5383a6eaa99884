package io.boxstream.rest.config;

import io.boxstream.events.KafkaSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the broker is. */
public class KafkaConfiguration {

  @Produces
  @Singleton
  KafkaSettings kafka(
      @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "127.0.0.1:9092")
          String bootstrapServers) {
    return KafkaSettings.of(bootstrapServers);
  }
}
