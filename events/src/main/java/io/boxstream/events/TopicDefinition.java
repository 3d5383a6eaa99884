package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

/**
 * The required definition of a topic.
 *
 * @param name the topic
 * @param partitions the number of partitions
 * @param settings the topic settings that Boxstream relies on, by their Kafka names
 */
public record TopicDefinition(String name, int partitions, Map<String, String> settings) {
  public TopicDefinition {
    Checks.text(name, "name");
    Checks.positive(partitions, "partitions");
    settings = Map.copyOf(new TreeMap<>(requireNonNull(settings, "settings")));
  }
}
