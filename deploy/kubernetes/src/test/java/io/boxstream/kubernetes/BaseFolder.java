package io.boxstream.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxstream.kubernetes.manifest.Manifest;
import io.boxstream.kubernetes.manifest.Rendered;
import io.boxstream.kubernetes.manifest.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What {@code base} renders to, as far as looks see it, without Kustomize: its files, the patch of
 * all services, and the ConfigMaps.
 *
 * @param text everything as text, the patch last, so that a test can break it
 */
public record BaseFolder(String text) {
  private static final Path KUBERNETES = Checkout.HOME.resolve("deploy/kubernetes/base");
  private static final Path DISTRIBUTED =
      Checkout.HOME.resolve("deploy/kubernetes/overlays/distributed");
  private static final Path MONITORING = Checkout.HOME.resolve("deploy/monitoring");
  private static final List<String> OTHERS =
      List.of("kustomization.yaml", "service.yaml", "namespace.yaml");

  public static BaseFolder read() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(KUBERNETES)) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".yaml") && !OTHERS.contains(name)) {
          text.append(Files.readString(file)).append("---\n");
        }
      }
    }
    text.append(Files.readString(MONITORING.resolve("prometheus-rule.yaml"))).append("---\n");
    text.append(map("settings", "", settings())).append("---\n");
    text.append(
        map(
            "files",
            "",
            Map.of(
                "services.properties",
                Files.readString(KUBERNETES.resolve("services.properties")))));
    text.append("---\n").append(map("dashboards", "grafana_dashboard: 1", dashboards()));
    return new BaseFolder(
        text.append("---\n")
            .append(Files.readString(KUBERNETES.resolve("service.yaml")))
            .toString());
  }

  /** With the overlay for training on several machines; its patch of the trainer is in the text. */
  public static BaseFolder distributed() throws IOException {
    StringBuilder own = new StringBuilder();
    for (String file : List.of("participants.yaml", "network.yaml")) {
      own.append(Files.readString(DISTRIBUTED.resolve(file))).append("---\n");
    }
    String patch = Files.readString(DISTRIBUTED.resolve("trainer.yaml"));
    int start = patch.indexOf("            - {name: BOXSTREAM");
    String recipe = "            - {name: BOXSTREAM_TRAINER_RECIPE";
    return new BaseFolder(own + read().text())
        .withFirst(recipe, patch.substring(start, patch.indexOf("      volumes:")) + recipe);
  }

  /** The same with another text, everywhere. */
  public BaseFolder with(String old, String other) {
    if (!text.contains(old)) {
      throw new IllegalArgumentException("nowhere: " + old);
    }
    return new BaseFolder(text.replace(old, other));
  }

  /** The same with another text, where it comes first. */
  public BaseFolder withFirst(String old, String other) {
    int start = text.indexOf(old);
    if (start < 0) {
      throw new IllegalArgumentException("nowhere: " + old);
    }
    return new BaseFolder(text.substring(0, start) + other + text.substring(start + old.length()));
  }

  public Rendered rendered() throws IOException {
    List<Manifest> all = Rendered.read(text).manifests();
    Manifest patch = all.get(all.size() - 1);
    Rendered rendered = new Rendered(all.subList(0, all.size() - 1));
    for (Workload service : rendered.services()) {
      merge((ObjectNode) service.podSpec(), (ObjectNode) patch.at("spec.template.spec"));
    }
    return rendered;
  }

  /** The secrets that {@code init} makes. */
  public static Rendered secrets() throws IOException {
    String store = "{store.properties: Ym94c3RyZWFtLnN0b3JlLmJ1Y2tldD1i}";
    String certificate = "{tls.crt: YQ==, tls.key: YQ==}";
    StringBuilder text = new StringBuilder();
    for (String service : List.of("ingest", "trainer", "evaluator", "inference", "console")) {
      text.append(secret(service + "-tls", certificate)).append(secret(service + "-store", store));
    }
    text.append(secret("keys", "{keys.json: YQ==}"))
        .append(secret("metrics", "{key: YQ==}"))
        .append(secret("training", "{token: YQ==}"))
        .append(secret("authority", "{ca.crt: YQ==}"));
    return Rendered.read(text.toString());
  }

  private static String secret(String name, String data) {
    return "---\n{kind: Secret, metadata: {name: %s}, data: %s}\n".formatted(name, data);
  }

  private static void merge(ObjectNode spec, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      JsonNode known = spec.path(field.getKey());
      if (field.getKey().equals("containers")) {
        known.forEach(
            container -> merge((ObjectNode) container, (ObjectNode) field.getValue().path(0)));
      } else if (known instanceof ArrayNode list) {
        field.getValue().forEach(list::add);
      } else {
        spec.set(field.getKey(), field.getValue().deepCopy());
      }
    }
  }

  private static String map(String name, String labels, Map<String, String> data)
      throws IOException {
    return """
    kind: ConfigMap
    metadata: {name: %s, labels: {%s}}
    data: %s
    """
        .formatted(name, labels, new ObjectMapper().writeValueAsString(new TreeMap<>(data)));
  }

  private static Map<String, String> settings() throws IOException {
    Map<String, String> settings = new TreeMap<>();
    for (String line : Files.readAllLines(KUBERNETES.resolve("settings.env"))) {
      settings.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
    }
    return settings;
  }

  private static Map<String, String> dashboards() throws IOException {
    Map<String, String> dashboards = new TreeMap<>();
    try (Stream<Path> files = Files.list(MONITORING.resolve("grafana/dashboards"))) {
      for (Path file : files.toList()) {
        dashboards.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    return dashboards;
  }
}
