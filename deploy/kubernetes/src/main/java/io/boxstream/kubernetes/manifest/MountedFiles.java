package io.boxstream.kubernetes.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The files that the containers of a workload see, as far as their sources are known. */
public final class MountedFiles {
  private final Map<String, String> contents = new HashMap<>();

  /**
   * @param rendered has the ConfigMaps
   * @param secrets has the secrets
   */
  public MountedFiles(Workload workload, Rendered rendered, Rendered secrets) {
    for (JsonNode volume : Manifest.items(workload.podSpec().path("volumes"))) {
      Map<String, String> files = new HashMap<>();
      String map = Manifest.at(volume, "configMap.name").asText();
      rendered.find("ConfigMap", map).ifPresent(found -> files.putAll(text(found)));
      files.putAll(secret(volume.path("secret").path("secretName"), secrets));
      for (JsonNode source : Manifest.items(Manifest.at(volume, "projected.sources"))) {
        files.putAll(secret(Manifest.at(source, "secret.name"), secrets));
      }
      mount(workload, volume.path("name").asText(), files);
    }
  }

  /** What a file has in it; empty if there is none, or its source is not known. */
  public Optional<String> content(String path) {
    return Optional.ofNullable(contents.get(path));
  }

  private void mount(Workload workload, String volume, Map<String, String> files) {
    for (JsonNode container : workload.containers()) {
      for (JsonNode mount : Manifest.items(container.path("volumeMounts"))) {
        if (mount.path("name").asText().equals(volume)) {
          String folder = mount.path("mountPath").asText();
          files.forEach((name, content) -> contents.put(folder + "/" + name, content));
        }
      }
    }
  }

  private static Map<String, String> text(Manifest map) {
    return Manifest.texts(map.at("data"));
  }

  private static Map<String, String> secret(JsonNode name, Rendered secrets) {
    Map<String, String> files = new HashMap<>();
    secrets
        .find("Secret", name.asText())
        .ifPresent(
            found ->
                text(found)
                    .forEach(
                        (file, encoded) ->
                            files.put(
                                file, new String(Base64.getMimeDecoder().decode(encoded), UTF_8))));
    return files;
  }
}
