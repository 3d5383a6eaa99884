package io.boxstream.kubernetes.manifest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A manifest that starts pods.
 *
 * @param manifest a Deployment, a StatefulSet or a Job
 */
public record Workload(Manifest manifest) {
  private static final String COMPONENT = "app.kubernetes.io/component";
  private static final String NAME = "app.kubernetes.io/name";
  private static final String TRAINING = "boxstream-training";

  public Workload {
    requireNonNull(manifest, "manifest");
  }

  public String kind() {
    return manifest.kind();
  }

  public String name() {
    return manifest.name();
  }

  /** What of Boxstream it is: {@code ingest}, {@code console}. */
  public String component() {
    return podLabels().getOrDefault(COMPONENT, "");
  }

  /** Whether it takes part in a training on several machines: it has no HTTP, and is no service. */
  public boolean isParticipant() {
    return TRAINING.equals(podLabels().get(NAME));
  }

  /** The service whose image and settings it has. */
  public String service() {
    return isParticipant() ? "trainer" : component();
  }

  public Map<String, String> podLabels() {
    return Manifest.texts(manifest.at("spec.template.metadata.labels"));
  }

  public JsonNode podSpec() {
    return manifest.at("spec.template.spec");
  }

  /** All containers, those that prepare the pod first. */
  public List<JsonNode> containers() {
    return Stream.of("initContainers", "containers")
        .flatMap(kind -> Manifest.items(podSpec().path(kind)).stream())
        .toList();
  }

  /** The ports of all containers that have a name, by it. */
  public Map<String, Integer> namedPorts() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (JsonNode container : containers()) {
      for (JsonNode port : Manifest.items(container.path("ports"))) {
        ports.put(port.path("name").asText(), port.path("containerPort").asInt());
      }
    }
    return ports;
  }

  /**
   * The variables of a container: those of its ConfigMaps, then its own. The value of one that
   * comes from elsewhere is empty.
   */
  public static Map<String, String> environment(JsonNode container, Rendered rendered) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (JsonNode source : Manifest.items(container.path("envFrom"))) {
      String name = Manifest.at(source, "configMapRef.name").asText();
      rendered
          .find("ConfigMap", name)
          .ifPresent(map -> variables.putAll(Manifest.texts(map.at("data"))));
    }
    for (JsonNode variable : Manifest.items(container.path("env"))) {
      variables.put(variable.path("name").asText(), variable.path("value").asText());
    }
    return variables;
  }

  @Override
  public String toString() {
    return manifest.toString();
  }
}
