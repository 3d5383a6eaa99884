package io.boxstream.kubernetes.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that a folder renders to.
 *
 * @param manifests in the order of the rendered text
 */
public record Rendered(List<Manifest> manifests) {
  private static final ObjectReader YAML = new YAMLMapper().readerFor(JsonNode.class);
  private static final Set<String> WITH_PODS = Set.of("Deployment", "StatefulSet", "Job");

  public Rendered {
    manifests = List.copyOf(manifests);
  }

  /**
   * Reads what Kustomize wrote.
   *
   * @throws IOException if it is no YAML
   */
  public static Rendered read(String yaml) throws IOException {
    List<Manifest> manifests = new ArrayList<>();
    try (MappingIterator<JsonNode> documents = YAML.readValues(yaml)) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        if (document.isObject()) {
          manifests.add(new Manifest(document));
        }
      }
    }
    return new Rendered(manifests);
  }

  public List<Manifest> ofKind(String kind) {
    return manifests.stream().filter(manifest -> manifest.kind().equals(kind)).toList();
  }

  public Optional<Manifest> find(String kind, String name) {
    return ofKind(kind).stream().filter(manifest -> manifest.name().equals(name)).findFirst();
  }

  /** What starts pods. */
  public List<Workload> workloads() {
    return manifests.stream()
        .filter(manifest -> WITH_PODS.contains(manifest.kind()))
        .map(Workload::new)
        .toList();
  }

  /** The workloads that answer HTTP. */
  public List<Workload> services() {
    return workloads().stream()
        .filter(workload -> !workload.kind().equals("Job") && !workload.isParticipant())
        .toList();
  }

  /** The workers and servers of a training on several machines. */
  public List<Workload> participants() {
    return workloads().stream().filter(Workload::isParticipant).toList();
  }
}
