package io.boxstream.kubernetes.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.kubernetes.manifest.Manifest;
import io.boxstream.kubernetes.manifest.MountedFiles;
import io.boxstream.kubernetes.manifest.Rendered;
import io.boxstream.kubernetes.manifest.Workload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Services speak TLS only, and ask for keys; hosts have certificates; no secret is in a manifest.
 */
public final class EncryptionLook implements Look {
  private static final Pattern SECRET = Pattern.compile("PASSWORD|SECRET|TOKEN|ACCESS_KEY|JAAS");
  private static final String SETTINGS = "/etc/boxstream/services.properties";

  @Override
  public String statement() {
    return "every connection is encrypted, and manifests have no secrets";
  }

  @Override
  public List<String> findings(Rendered rendered) {
    List<String> findings = new ArrayList<>();
    for (Workload service : rendered.services()) {
      String file =
          new MountedFiles(service, rendered, new Rendered(List.of())).content(SETTINGS).orElse("");
      if (!file.contains("quarkus.http.insecure-requests=disabled")) {
        findings.add(service + ": answers without TLS");
      }
      for (JsonNode container : service.containers()) {
        findings.addAll(variableFindings(service, Workload.environment(container, rendered)));
      }
    }
    rendered
        .ofKind("Secret")
        .forEach(secret -> findings.add(secret + ": a secret among the manifests"));
    rendered.ofKind("Kafka").forEach(kafka -> findings.addAll(listenerFindings(kafka)));
    rendered.ofKind("Ingress").forEach(ingress -> findings.addAll(hostFindings(ingress, rendered)));
    return findings;
  }

  private static List<String> variableFindings(Workload service, Map<String, String> variables) {
    List<String> findings = new ArrayList<>();
    if (!"SASL_SSL".equals(variables.get("KAFKA_SECURITY_PROTOCOL"))) {
      findings.add(service + ": Kafka without TLS or password");
    }
    if (!variables.containsKey("BOXSTREAM_ACCESS_KEYS_FILE")
        || variables.containsKey("BOXSTREAM_ACCESS_UNPROTECTED")) {
      findings.add(service + ": asks for no keys");
    }
    variables.forEach(
        (name, value) -> {
          if (SECRET.matcher(name).find() && !value.isEmpty() && !value.startsWith("/run/")) {
            findings.add("%s: %s has a value".formatted(service, name));
          }
        });
    return findings;
  }

  private static List<String> listenerFindings(Manifest kafka) {
    List<String> findings = new ArrayList<>();
    for (JsonNode listener : Manifest.items(kafka.at("spec.kafka.listeners"))) {
      if (!listener.path("tls").asBoolean() || !listener.has("authentication")) {
        findings.add("%s: listener %s".formatted(kafka, listener.path("name").asText()));
      }
    }
    if (!kafka.at("spec.kafka.authorization.type").asText().equals("simple")) {
      findings.add(kafka + ": no authorization");
    }
    return findings;
  }

  private static List<String> hostFindings(Manifest ingress, Rendered rendered) {
    Set<String> encrypted = new HashSet<>();
    for (JsonNode tls : Manifest.items(ingress.at("spec.tls"))) {
      if (!tls.path("secretName").asText().isEmpty()) {
        Manifest.items(tls.path("hosts")).forEach(host -> encrypted.add(host.asText()));
      }
    }
    List<String> findings = new ArrayList<>();
    for (JsonNode rule : Manifest.items(ingress.at("spec.rules"))) {
      String host = rule.path("host").asText();
      if (!encrypted.contains(host)) {
        findings.add("%s: no certificate for %s".formatted(ingress, host));
      }
      for (JsonNode path : Manifest.items(Manifest.at(rule, "http.paths"))) {
        JsonNode service = Manifest.at(path, "backend.service");
        boolean known =
            rendered.find("Service", service.path("name").asText()).stream()
                .flatMap(one -> Manifest.items(one.at("spec.ports")).stream())
                .anyMatch(port -> port.path("name").equals(Manifest.at(service, "port.name")));
        if (!known) {
          findings.add("%s: no Service %s".formatted(ingress, service.path("name").asText()));
        }
      }
    }
    return findings;
  }
}
