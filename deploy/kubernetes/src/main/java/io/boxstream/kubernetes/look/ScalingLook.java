package io.boxstream.kubernetes.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.events.TopicDefinition;
import io.boxstream.events.Topics;
import io.boxstream.events.access.KafkaUser;
import io.boxstream.kubernetes.manifest.Manifest;
import io.boxstream.kubernetes.manifest.Rendered;
import io.boxstream.kubernetes.manifest.Workload;
import io.boxstream.kubernetes.network.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Ingest and inference are scaled by consumer lag, to at most as many instances as their topics
 * have partitions; nothing else sets their number, and nothing else is scaled.
 */
public final class ScalingLook implements Look {
  private static final Map<String, String> TOPICS =
      Map.of("ingest", Topics.ANNOTATED_IMAGES, "inference", Topics.DETECTION_REQUESTS);
  private static final String LAG = "boxstream_consumer_lag_records";

  @Override
  public String statement() {
    return "ingest and inference grow with consumer lag, up to the partitions";
  }

  @Override
  public List<String> findings(Rendered rendered) {
    List<String> findings = new ArrayList<>();
    for (Map.Entry<String, String> scaled : TOPICS.entrySet()) {
      Optional<Manifest> found = rendered.find("ScaledObject", scaled.getKey());
      if (found.isEmpty()) {
        findings.add(scaled.getKey() + " is not scaled");
      }
      found.ifPresent(object -> look(object, scaled.getValue(), rendered, findings));
    }
    rendered.ofKind("ScaledObject").stream()
        .filter(object -> !TOPICS.containsKey(object.name()))
        .forEach(object -> findings.add(object + ": must not be scaled"));
    for (Workload service : rendered.services()) {
      JsonNode replicas = service.manifest().at("spec.replicas");
      boolean scaled = TOPICS.containsKey(service.component());
      if (scaled != replicas.isMissingNode() || !scaled && replicas.asInt() != 1) {
        findings.add("%s: replicas %s".formatted(service, replicas));
      }
    }
    return findings;
  }

  private static void look(
      Manifest object, String topic, Rendered rendered, List<String> findings) {
    JsonNode target = object.at("spec.scaleTargetRef");
    String kind = target.path("kind").asText("Deployment");
    if (rendered.find(kind, target.path("name").asText()).isEmpty()) {
      findings.add("%s: no %s/%s".formatted(object, kind, target.path("name").asText()));
    }
    int least = object.at("spec.minReplicaCount").asInt();
    int most = object.at("spec.maxReplicaCount").asInt();
    if (least < 1 || most < least || most > partitions(topic)) {
      findings.add(
          "%s: %d to %d instances for %d partitions"
              .formatted(object, least, most, partitions(topic)));
    }
    List<JsonNode> lags =
        Manifest.items(object.at("spec.triggers")).stream()
            .filter(trigger -> trigger.path("name").asText().equals("lag"))
            .toList();
    if (lags.size() != 1 || !isLag(lags.get(0), topic, object, rendered)) {
      findings.add(object + ": no trigger by the lag on " + topic);
    }
  }

  private static boolean isLag(JsonNode trigger, String topic, Manifest object, Rendered rendered) {
    JsonNode metadata = trigger.path("metadata");
    if (trigger.path("type").asText().equals("prometheus")) {
      return metadata.path("query").asText().contains(LAG + "{")
          && metadata.path("query").asText().contains("service=\"" + object.name() + "\"");
    }
    String group = metadata.path("consumerGroup").asText();
    return trigger.path("type").asText().equals("kafka")
        && metadata.path("topic").asText().equals(topic)
        && scaler().groupsSeen().stream().anyMatch(group::startsWith)
        && scaler().topics().contains(topic)
        && brokers(rendered).contains(metadata.path("bootstrapServers").asText());
  }

  /** The address of the brokers as another namespace sees it. */
  private static Set<String> brokers(Rendered rendered) {
    for (Manifest map : rendered.ofKind("ConfigMap")) {
      String address = map.at("data").path("KAFKA_BOOTSTRAP_SERVERS").asText();
      if (!address.isEmpty()) {
        return Set.of(address, address.replace(":", "." + World.NAMESPACE + ".svc:"));
      }
    }
    return Set.of();
  }

  private record Scaler(Set<String> topics, List<String> groupsSeen) {}

  private static Scaler scaler() {
    return KafkaUser.all().stream()
        .filter(user -> user.name().equals("scaler"))
        .map(
            user ->
                new Scaler(
                    user.seen(), user.watched().stream().map(KafkaUser.Names::name).toList()))
        .findFirst()
        .orElseThrow();
  }

  private static int partitions(String topic) {
    return Topics.all().stream()
        .filter(definition -> definition.name().equals(topic))
        .mapToInt(TopicDefinition::partitions)
        .findFirst()
        .orElseThrow();
  }
}
