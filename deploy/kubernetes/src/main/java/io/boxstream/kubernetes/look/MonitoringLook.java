package io.boxstream.kubernetes.look;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.boxstream.kubernetes.code.Rules;
import io.boxstream.kubernetes.code.Settings;
import io.boxstream.kubernetes.manifest.Manifest;
import io.boxstream.kubernetes.manifest.Rendered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prometheus reads every service with the rules of {@code deploy/monitoring}, Grafana its boards.
 */
public final class MonitoringLook implements Look {
  private final Path home;
  private final Settings settings;

  /**
   * @param home the checkout
   */
  public MonitoringLook(Path home, Settings settings) {
    this.home = home;
    this.settings = settings;
  }

  @Override
  public String statement() {
    return "every service is monitored, with the rules and dashboards of deploy/monitoring";
  }

  @Override
  public List<String> findings(Rendered rendered) throws IOException {
    List<String> findings = new ArrayList<>();
    for (String service : settings.services()) {
      Optional<Manifest> monitor = rendered.find("ServiceMonitor", service);
      if (monitor.isEmpty() || !isRead(monitor.get(), service, rendered)) {
        findings.add(service + " is not read by Prometheus");
      }
    }
    ArrayNode groups = Rules.groups(home);
    boolean same =
        rendered.ofKind("PrometheusRule").stream()
            .anyMatch(rule -> rule.at("spec.groups").equals(groups));
    if (!same) {
      findings.add("rules are not those of deploy/monitoring/rules");
    }
    if (!dashboards(rendered).equals(files())) {
      findings.add("dashboards are not those of deploy/monitoring/grafana/dashboards");
    }
    return findings;
  }

  private static boolean isRead(Manifest monitor, String service, Rendered rendered) {
    Map<String, String> selector = Manifest.texts(monitor.at("spec.selector.matchLabels"));
    List<Manifest> selected =
        rendered.ofKind("Service").stream()
            .filter(one -> one.labels().entrySet().containsAll(selector.entrySet()))
            .toList();
    List<JsonNode> endpoints = Manifest.items(monitor.at("spec.endpoints"));
    return selected.size() == 1
        && selected.get(0).name().equals(service)
        && "boxstream".equals(selected.get(0).labels().get(monitor.at("spec.jobLabel").asText()))
        && endpoints.size() == 1
        && endpoints.get(0).path("port").asText().equals("https")
        && endpoints.get(0).path("scheme").asText().equals("https")
        && endpoints.get(0).path("path").asText().equals("/q/metrics")
        && Manifest.at(endpoints.get(0), "tlsConfig.serverName").asText().equals(service);
  }

  private static Map<String, String> dashboards(Rendered rendered) {
    Map<String, String> dashboards = new HashMap<>();
    rendered.ofKind("ConfigMap").stream()
        .filter(map -> map.labels().containsKey("grafana_dashboard"))
        .forEach(map -> dashboards.putAll(Manifest.texts(map.at("data"))));
    return dashboards;
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> contents = new HashMap<>();
    try (Stream<Path> files = Files.list(home.resolve("deploy/monitoring/grafana/dashboards"))) {
      for (Path file : files.toList()) {
        contents.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    return contents;
  }
}
