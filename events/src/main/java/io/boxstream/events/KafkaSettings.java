package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * Where the brokers are and how to reach them.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param properties further client properties by Kafka's own names, for example for TLS
 */
public record KafkaSettings(String bootstrapServers, Map<String, String> properties) {
  public KafkaSettings {
    Checks.text(bootstrapServers, "bootstrapServers");
    properties = Map.copyOf(requireNonNull(properties, "properties"));
  }

  /** Brokers that need no further properties. */
  public static KafkaSettings of(String bootstrapServers) {
    return new KafkaSettings(bootstrapServers, Map.of());
  }
}
