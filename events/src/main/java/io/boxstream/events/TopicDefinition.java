package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

/**
 * A topic as it must be on the broker.
 *
 * @param name the topic
 * @param partitions how many partitions it is created with
 * @param settings the broker settings that matter to us, by Kafka's own names
 */
public record TopicDefinition(String name, int partitions, Map<String, String> settings) {
  public TopicDefinition {
    Checks.text(name, "name");
    Checks.positive(partitions, "partitions");
    settings = Map.copyOf(new TreeMap<>(requireNonNull(settings, "settings")));
  }
}
