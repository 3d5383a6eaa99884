package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * How to connect to the brokers.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param properties additional Kafka client properties, for example for TLS
 */
public record KafkaSettings(String bootstrapServers, Map<String, String> properties) {
  public KafkaSettings {
    Checks.text(bootstrapServers, "bootstrapServers");
    properties = Map.copyOf(requireNonNull(properties, "properties"));
  }

  /** Settings without additional properties. */
  public static KafkaSettings of(String bootstrapServers) {
    return new KafkaSettings(bootstrapServers, Map.of());
  }
}
