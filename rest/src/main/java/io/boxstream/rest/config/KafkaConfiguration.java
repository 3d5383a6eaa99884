package io.boxstream.rest.config;

import io.boxstream.events.KafkaSettings;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where the broker is, and how to connect: each key {@code kafka.<name>} is a property of Kafka's
 * clients. Variables of the environment count if they name one that Kafka knows; others that begin
 * with {@code KAFKA_} are often there for another reason.
 */
public class KafkaConfiguration {
  private static final String PREFIX = "kafka.";
  private static final String SERVERS = "bootstrap.servers";
  private static final String ENVIRONMENT = "EnvConfigSource";

  @Produces
  @Singleton
  KafkaSettings kafka(
      Config config,
      @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "127.0.0.1:9092")
          String bootstrapServers) {
    KafkaSettings settings = new KafkaSettings(bootstrapServers, properties(config));
    try {
      settings.check();
    } catch (IllegalArgumentException e) {
      // Without the cause: Quarkus prints a message alone only if it is that of the innermost one.
      throw new ConfigurationException(PREFIX + e.getMessage());
    }
    return settings;
  }

  static Map<String, String> properties(Config config) {
    Map<String, String> properties = new HashMap<>();
    for (String name : KafkaSettings.propertyNames()) {
      config
          .getOptionalValue(PREFIX + name, String.class)
          .ifPresent(value -> properties.put(name, value));
    }
    for (String key : config.getPropertyNames()) {
      if (key.startsWith(PREFIX) && !isOfTheEnvironment(config, key)) {
        config
            .getOptionalValue(key, String.class)
            .ifPresent(value -> properties.putIfAbsent(key.substring(PREFIX.length()), value));
      }
    }
    properties.remove(SERVERS);
    return properties;
  }

  private static boolean isOfTheEnvironment(Config config, String key) {
    String source = config.getConfigValue(key).getSourceName();
    return source != null && source.startsWith(ENVIRONMENT);
  }
}
