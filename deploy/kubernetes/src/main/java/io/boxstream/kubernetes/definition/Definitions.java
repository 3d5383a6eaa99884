package io.boxstream.kubernetes.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaSpec;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePoolSpec;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.topic.KafkaTopicSpec;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserSpec;
import java.io.IOException;
import java.util.List;

/**
 * Writes the definitions of the resources of Strimzi that the manifests have, as {@code
 * kafka.strimzi.io/v1}.
 */
public final class Definitions {
  private static final String GROUP = "kafka.strimzi.io";
  private static final String VERSION = "v1";
  private static final YAMLMapper YAML = new YAMLMapper();

  private Definitions() {}

  private record Resource(String kind, String plural, Class<?> spec) {}

  public static void main(String[] arguments) throws IOException {
    for (ObjectNode definition : all()) {
      System.out.print(YAML.writeValueAsString(definition));
    }
  }

  static List<ObjectNode> all() {
    return List.of(
            new Resource(Kafka.RESOURCE_KIND, Kafka.RESOURCE_PLURAL, KafkaSpec.class),
            new Resource(
                KafkaNodePool.RESOURCE_KIND,
                KafkaNodePool.RESOURCE_PLURAL,
                KafkaNodePoolSpec.class),
            new Resource(
                KafkaTopic.RESOURCE_KIND, KafkaTopic.RESOURCE_PLURAL, KafkaTopicSpec.class),
            new Resource(KafkaUser.RESOURCE_KIND, KafkaUser.RESOURCE_PLURAL, KafkaUserSpec.class))
        .stream()
        .map(Definitions::definition)
        .toList();
  }

  private static ObjectNode definition(Resource resource) {
    ObjectNode definition = YAML.createObjectNode();
    definition.put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition");
    definition.putObject("metadata").put("name", resource.plural() + "." + GROUP);
    ObjectNode spec = definition.putObject("spec").put("group", GROUP).put("scope", "Namespaced");
    spec.putObject("names").put("kind", resource.kind()).put("plural", resource.plural());
    ObjectNode version =
        spec.putArray("versions")
            .addObject()
            .put("name", VERSION)
            .put("served", true)
            .put("storage", true);
    ObjectNode schema =
        version.putObject("schema").putObject("openAPIV3Schema").put("type", "object");
    schema.putArray("required").add("spec");
    schema.putObject("properties").set("spec", new ModelSchema(VERSION).of(resource.spec()));
    return definition;
  }
}
