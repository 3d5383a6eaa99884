package io.boxstream.kubernetes.look;

import io.boxstream.events.TopicDefinition;
import io.boxstream.events.Topics;
import io.boxstream.kubernetes.manifest.Manifest;
import io.boxstream.kubernetes.manifest.Rendered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Topics are those of the code; without a broker of its own, a folder has the job that makes them.
 */
public final class TopicsLook implements Look {
  @Override
  public String statement() {
    return "topics and their partitions are those of the code";
  }

  @Override
  public List<String> findings(Rendered rendered) {
    if (rendered.ofKind("Kafka").isEmpty()) {
      return rendered.find("Job", "topics").isPresent()
          ? List.of()
          : List.of("neither topics nor the job that makes them");
    }
    Map<String, String> expected =
        Topics.all().stream().collect(Collectors.toMap(TopicDefinition::name, TopicsLook::text));
    Map<String, String> found =
        rendered.ofKind("KafkaTopic").stream()
            .collect(Collectors.toMap(Manifest::name, TopicsLook::text));
    List<String> findings = new ArrayList<>();
    expected.forEach(
        (topic, definition) -> {
          if (!definition.equals(found.remove(topic))) {
            findings.add("the topic %s is missing or not %s".formatted(topic, definition));
          }
        });
    found.keySet().forEach(topic -> findings.add("the code has no topic " + topic));
    return findings;
  }

  private static String text(TopicDefinition topic) {
    return topic.partitions() + " partitions, " + new TreeMap<>(topic.settings());
  }

  private static String text(Manifest topic) {
    return topic.at("spec.partitions").asInt()
        + " partitions, "
        + new TreeMap<>(Manifest.texts(topic.at("spec.config")));
  }
}
