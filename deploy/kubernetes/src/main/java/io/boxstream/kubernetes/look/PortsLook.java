package io.boxstream.kubernetes.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.kubernetes.code.Settings;
import io.boxstream.kubernetes.manifest.Manifest;
import io.boxstream.kubernetes.manifest.Rendered;
import io.boxstream.kubernetes.manifest.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Containers, Services and those who call them name the port that the code listens on. */
public final class PortsLook implements Look {
  private static final String NAME = "https";
  private static final String ADDRESS = "BOXSTREAM_CONSOLE_SERVICES_";

  private final Settings settings;

  public PortsLook(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String statement() {
    return "ports are those of the code, and every service has its Service";
  }

  @Override
  public List<String> findings(Rendered rendered) {
    List<String> findings = new ArrayList<>();
    for (String service : settings.services()) {
      int port = Integer.parseInt(settings.value(service, "quarkus.http.port").orElse("0"));
      List<Workload> workloads =
          rendered.services().stream().filter(one -> one.component().equals(service)).toList();
      if (workloads.size() != 1) {
        findings.add("%d workloads of %s, not one".formatted(workloads.size(), service));
        continue;
      }
      Workload workload = workloads.get(0);
      if (!workload.namedPorts().equals(Map.of(NAME, port))) {
        findings.add("%s: ports %s, not %d".formatted(workload, workload.namedPorts(), port));
      }
      for (JsonNode container : workload.containers()) {
        Map<String, String> variables = Workload.environment(container, rendered);
        if (!variables.getOrDefault("QUARKUS_HTTP_SSL_PORT", "").equals(String.valueOf(port))) {
          findings.add("%s: QUARKUS_HTTP_SSL_PORT is not %d".formatted(workload, port));
        }
        if (service.equals("console")) {
          findings.addAll(addressFindings(variables));
        }
      }
      findings.addAll(serviceFindings(rendered, service, port));
    }
    rendered.ofKind("Service").stream()
        .filter(service -> !selectsAPod(service, rendered))
        .forEach(service -> findings.add(service + ": selects no pod"));
    return findings;
  }

  private List<String> addressFindings(Map<String, String> variables) {
    List<String> findings = new ArrayList<>();
    for (String service : settings.services()) {
      String expected =
          "https://%s:%s"
              .formatted(service, settings.value(service, "quarkus.http.port").orElse(""));
      String variable = ADDRESS + service.toUpperCase(Locale.ROOT);
      if (!service.equals("console") && !expected.equals(variables.get(variable))) {
        findings.add("%s is not %s".formatted(variable, expected));
      }
    }
    return findings;
  }

  private static List<String> serviceFindings(Rendered rendered, String service, int port) {
    List<String> findings = new ArrayList<>();
    List<Manifest> known = rendered.find("Service", service).map(List::of).orElseGet(List::of);
    if (known.isEmpty()) {
      findings.add("no Service " + service);
    }
    for (Manifest manifest : known) {
      List<JsonNode> ports = Manifest.items(manifest.at("spec.ports"));
      if (ports.size() != 1
          || ports.get(0).path("port").asInt() != port
          || !ports.get(0).path("targetPort").asText().equals(NAME)) {
        findings.add("%s: not the one port %d to %s".formatted(manifest, port, NAME));
      }
    }
    return findings;
  }

  /** A label that the controller of the pods adds is none of the template. */
  private static boolean selectsAPod(Manifest service, Rendered rendered) {
    Map<String, String> selector = Manifest.texts(service.at("spec.selector"));
    selector.remove("apps.kubernetes.io/pod-index");
    return rendered.services().stream()
        .anyMatch(workload -> workload.podLabels().entrySet().containsAll(selector.entrySet()));
  }
}
