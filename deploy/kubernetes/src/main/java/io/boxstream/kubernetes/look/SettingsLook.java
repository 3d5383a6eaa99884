package io.boxstream.kubernetes.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.kubernetes.code.Images;
import io.boxstream.kubernetes.code.Settings;
import io.boxstream.kubernetes.manifest.Manifest;
import io.boxstream.kubernetes.manifest.MountedFiles;
import io.boxstream.kubernetes.manifest.Rendered;
import io.boxstream.kubernetes.manifest.Workload;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Every variable and every line of a settings file is a key of the service that gets it. */
public final class SettingsLook implements Look {
  private static final String LOCATIONS = "QUARKUS_CONFIG_LOCATIONS";

  private final Settings settings;
  private final Images images;
  private final Rendered secrets;

  /**
   * @param secrets those that {@code init} makes
   */
  public SettingsLook(Settings settings, Images images, Rendered secrets) {
    this.settings = settings;
    this.images = images;
    this.secrets = secrets;
  }

  @Override
  public String statement() {
    return "every setting is a key of its service";
  }

  @Override
  public List<String> findings(Rendered rendered) throws IOException {
    List<String> findings = new ArrayList<>();
    for (Workload service : rendered.services()) {
      MountedFiles files = new MountedFiles(service, rendered, secrets);
      for (JsonNode container : service.containers()) {
        missingMaps(container, rendered)
            .forEach(name -> findings.add("%s: no ConfigMap %s".formatted(service, name)));
        Map<String, String> variables = Workload.environment(container, rendered);
        variables.keySet().stream()
            .filter(name -> !images.reads(name) && !settings.isVariable(service.component(), name))
            .forEach(name -> findings.add("%s: no key for %s".formatted(service, name)));
        for (String file : variables.getOrDefault(LOCATIONS, "").split(",")) {
          findings.addAll(fileFindings(service, file, files));
        }
      }
    }
    return findings;
  }

  private static List<String> missingMaps(JsonNode container, Rendered rendered) {
    return Manifest.items(container.path("envFrom")).stream()
        .map(source -> Manifest.at(source, "configMapRef.name").asText())
        .filter(name -> rendered.find("ConfigMap", name).isEmpty())
        .toList();
  }

  private List<String> fileFindings(Workload service, String file, MountedFiles files)
      throws IOException {
    Optional<String> content = files.content(file);
    if (content.isEmpty()) {
      return List.of("%s: nothing is mounted as the settings file %s".formatted(service, file));
    }
    Properties properties = new Properties();
    properties.load(new StringReader(content.get()));
    return properties.stringPropertyNames().stream()
        .sorted()
        .filter(key -> !settings.isKey(service.component(), key))
        .map(key -> "%s: no key %s, in %s".formatted(service, key, file))
        .toList();
  }
}
