package io.boxstream.kubernetes.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.kubernetes.manifest.Rendered;
import io.boxstream.kubernetes.manifest.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Probes ask the health addresses that are open to everyone, over HTTPS. */
public final class ProbesLook implements Look {
  private static final Map<String, String> PATHS =
      Map.of(
          "startupProbe", "/q/health/started",
          "livenessProbe", "/q/health/live",
          "readinessProbe", "/q/health/ready");

  private final Path security;

  /**
   * @param home the checkout; {@code docs/security.md} names the open addresses
   */
  public ProbesLook(Path home) {
    this.security = home.resolve("docs/security.md");
  }

  @Override
  public String statement() {
    return "probes ask for health where the code answers";
  }

  @Override
  public List<String> findings(Rendered rendered) throws IOException {
    List<String> findings = new ArrayList<>();
    String document = Files.readString(security);
    PATHS.values().stream()
        .filter(path -> !document.contains("`" + path + "`"))
        .forEach(path -> findings.add("docs/security.md does not name " + path));
    for (Workload service : rendered.services()) {
      for (JsonNode container : service.containers()) {
        PATHS.forEach(
            (probe, path) -> {
              JsonNode request = container.path(probe).path("httpGet");
              if (!request.path("path").asText().equals(path)
                  || !request.path("scheme").asText().equals("HTTPS")
                  || !service.namedPorts().containsKey(request.path("port").asText())) {
                findings.add("%s: %s does not ask %s".formatted(service, probe, path));
              }
            });
      }
    }
    return findings;
  }
}
