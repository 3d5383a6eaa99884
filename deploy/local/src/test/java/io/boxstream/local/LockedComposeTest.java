package io.boxstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The file of Compose: nothing is unencrypted, and no secret is where Docker shows it. */
class LockedComposeTest {
  private static final Path FOLDER = LocalCheckout.HOME.resolve("deploy/compose");
  private static final Pattern SECRET = Pattern.compile("PASSWORD|SECRET|TOKEN|_KEY(?!STORE)|JAAS");
  private static final Pattern MOUNT =
      Pattern.compile(
          "\\$\\{BOXSTREAM_SECRETS[^}]*}/containers/([a-z]+):/run/boxstream(-keys)?:ro");

  @Test
  void nothingIsUnencrypted() throws IOException {
    assertThat(environment("broker").get("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"))
        .matches("[A-Z]+:(SASL_)?SSL(,[A-Z]+:(SASL_)?SSL)*");
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(LockedComposeTest::isConfiguration).toList()) {
        assertThat(file).content().doesNotContain("http://", "UNPROTECTED", "PLAINTEXT");
      }
    }
    assertThat(FOLDER.resolve("services.properties"))
        .content()
        .contains("quarkus.http.insecure-requests=disabled", "kafka.security.protocol=SASL_SSL");
  }

  @Test
  void variablesNameFilesOfSecretsAndHaveNone() throws IOException {
    for (String service : services().keySet()) {
      environment(service)
          .forEach(
              (name, value) -> {
                if (SECRET.matcher(name).find() && !value.endsWith("LoginModule required;")) {
                  assertThat(value).as("%s: %s", service, name).startsWith("/run/boxstream");
                }
              });
    }
  }

  @Test
  void aContainerSeesItsOwnSecretsOnly() throws IOException {
    Map<String, List<String>> seen = new HashMap<>();
    services()
        .forEach(
            (name, service) -> {
              Stream<String> volumes =
                  service.get("volumes") instanceof List<?> list
                      ? list.stream().map(String::valueOf)
                      : Stream.of();
              List<String> secrets =
                  volumes.filter(volume -> volume.contains("BOXSTREAM_SECRETS")).toList();
              assertThat(secrets).as(name).isNotEmpty().allMatch(MOUNT.asMatchPredicate());
              seen.put(
                  name,
                  secrets.stream().map(mount -> MOUNT.matcher(mount).replaceAll("$1")).toList());
            });

    for (String service : List.of("ingest", "trainer", "evaluator", "inference", "console")) {
      assertThat(seen.remove(service)).containsExactly(service, "keys");
    }
    assertThat(seen.remove("topics")).containsExactly("admin");
    seen.forEach((name, folders) -> assertThat(folders).containsExactly(name));
  }

  private static boolean isConfiguration(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".yml") || name.endsWith(".properties") || name.equals("import-folder");
  }

  private static Map<String, String> environment(String service) throws IOException {
    Map<String, String> environment = new HashMap<>();
    if (services().get(service).get("environment") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> environment.put(name.toString(), String.valueOf(value)));
    }
    return environment;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> services() throws IOException {
    Map<String, Object> file =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Files.readString(FOLDER.resolve("docker-compose.yml")));
    return (Map<String, Map<String, Object>>) file.get("services");
  }
}
