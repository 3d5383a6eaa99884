package io.boxstream.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.boxstream.kubernetes.manifest.Manifest;
import io.boxstream.kubernetes.manifest.Rendered;
import io.boxstream.kubernetes.manifest.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Writes the pods that a rendered folder leads to, so that an API server can be asked whether it
 * would admit them: {@code PodTemplates RENDERED}. Without controllers nobody else makes them.
 * Those of Strimzi have the security contexts of its templates.
 */
public final class PodTemplates {
  private static final YAMLMapper YAML = new YAMLMapper();

  private PodTemplates() {}

  public static void main(String[] arguments) throws IOException {
    Rendered rendered = Rendered.read(Files.readString(Path.of(arguments[0])));
    for (ObjectNode pod : pods(rendered)) {
      System.out.print(YAML.writeValueAsString(pod));
    }
  }

  static List<ObjectNode> pods(Rendered rendered) {
    List<ObjectNode> pods = new ArrayList<>();
    for (Workload workload : rendered.workloads()) {
      ObjectNode pod = pod(workload.name());
      ObjectNode spec = workload.podSpec().deepCopy();
      // StatefulSets make claims for these.
      for (JsonNode claim : Manifest.items(workload.manifest().at("spec.volumeClaimTemplates"))) {
        ObjectNode volume = spec.withArray("volumes").addObject();
        volume.set("name", Manifest.at(claim, "metadata.name"));
        volume.putObject("persistentVolumeClaim").put("claimName", "claim");
      }
      pod.set("spec", spec);
      pods.add(pod);
    }
    for (Manifest kafka : rendered.ofKind("Kafka")) {
      JsonNode entity = kafka.at("spec.entityOperator.template");
      pods.add(strimziPod("kafka", kafka.at("spec.kafka.template"), Stream.of("kafkaContainer")));
      pods.add(
          strimziPod(
              "entity-operator",
              entity,
              Stream.of("topicOperatorContainer", "userOperatorContainer")));
    }
    return pods;
  }

  private static ObjectNode strimziPod(String name, JsonNode template, Stream<String> containers) {
    ObjectNode pod = pod(name);
    ObjectNode spec = pod.putObject("spec");
    spec.set("securityContext", Manifest.at(template, "pod.securityContext"));
    containers.forEach(
        container -> {
          ObjectNode one = spec.withArray("containers").addObject();
          one.put("name", container.toLowerCase(Locale.ROOT)).put("image", "strimzi");
          JsonNode context = Manifest.at(template, container + ".securityContext");
          if (context.isObject()) {
            one.set("securityContext", context);
          }
        });
    return pod;
  }

  private static ObjectNode pod(String name) {
    ObjectNode pod = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1");
    pod.put("kind", "Pod").putObject("metadata").put("name", name).put("namespace", "boxstream");
    return pod;
  }
}
