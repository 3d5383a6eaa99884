package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How to connect to the brokers. Printing it shows no values of properties: they may be secret.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param properties additional Kafka client properties, for example for TLS; those that the
 *     services set themselves win
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

  /** The same with further properties, which win. */
  public KafkaSettings with(Map<String, String> further) {
    Map<String, String> all = new HashMap<>(properties);
    all.putAll(further);
    return new KafkaSettings(bootstrapServers, all);
  }

  /** Names of all properties that Kafka's clients know. */
  public static Set<String> propertyNames() {
    return ClientProperties.names();
  }

  /**
   * Checks that clients can be made, without a connection to a broker: values, files, the login.
   *
   * @throws IllegalArgumentException if not; the message begins with the name of a property, says
   *     what is wrong, and has no secret
   */
  public void check() {
    ClientProperties.check(properties);
  }

  @Override
  public String toString() {
    return "KafkaSettings[" + bootstrapServers + ", " + properties.keySet() + "]";
  }
}
