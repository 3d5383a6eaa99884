package io.boxstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What docs/security.md says is there: its tests, and the hardening of the containers. */
class SecurityDocumentTest {
  private static final Path DOCUMENT = LocalCheckout.HOME.resolve("docs/security.md");
  private static final Path COMPOSE =
      LocalCheckout.HOME.resolve("deploy/compose/docker-compose.yml");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");
  private static final Pattern THREAT = Pattern.compile("\\| [^|]+ \\| [^|]+ \\| (`[^|]+`) \\|");
  private static final int FEWEST_THREATS = 25;

  @Test
  void everyTestThatTheDocumentNamesExists() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher matcher = TEST.matcher(Files.readString(DOCUMENT));
    while (matcher.find()) {
      named.add(matcher.group(1));
    }

    assertThat(named).hasSizeGreaterThan(FEWEST_THREATS);
    assertThat(testClasses()).containsAll(named);
  }

  @Test
  void everyThreatHasATest() throws IOException {
    List<String> rows =
        section("## Threats")
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| attack "))
            .toList();

    assertThat(rows).hasSizeGreaterThanOrEqualTo(FEWEST_THREATS);
    assertThat(rows)
        .allSatisfy(
            row -> {
              Matcher threat = THREAT.matcher(row);
              assertThat(threat.matches()).as(row).isTrue();
              assertThat(TEST.matcher(threat.group(1)).find()).as(row).isTrue();
            });
  }

  @Test
  void theContainersOfOurImagesAreHardenedAsTheDocumentSays() throws IOException {
    Map<String, Object> ours = new TreeMap<>();
    compose()
        .forEach(
            (name, service) -> {
              if (String.valueOf(service.get("image")).startsWith("boxstream/")) {
                ours.put(name, service);
                assertThat(service)
                    .as(name)
                    .containsEntry("read_only", true)
                    .containsEntry("cap_drop", List.of("ALL"))
                    .containsEntry("security_opt", List.of("no-new-privileges:true"))
                    .doesNotContainKeys("privileged", "cap_add", "user", "network_mode", "pid");
              }
            });
    assertThat(ours).containsKeys("ingest", "trainer", "evaluator", "inference", "console");
    assertThat(LocalCheckout.HOME.resolve("deploy/images/base.Dockerfile"))
        .content()
        .contains("10001")
        .containsPattern("(?m)^USER boxstream$");
    assertThat(section("## Containers"))
        .contains("10001", "read-only", "`no-new-privileges`", "capabilities");
  }

  @Test
  void portsArePublishedOnLoopbackOnly() throws IOException {
    compose()
        .forEach(
            (name, service) -> {
              if (service.get("ports") instanceof List<?> ports) {
                assertThat(ports)
                    .as(name)
                    .allMatch(port -> port.toString().startsWith("127.0.0.1:"));
              }
            });
  }

  private static String section(String title) throws IOException {
    String text = Files.readString(DOCUMENT);
    int start = text.indexOf("\n" + title + "\n");
    assertThat(start).as(title).isNotNegative();
    int end = text.indexOf("\n## ", start + title.length());
    return end < 0 ? text.substring(start) : text.substring(start, end);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> compose() throws IOException {
    Map<String, Object> file =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(COMPOSE));
    return (Map<String, Map<String, Object>>) file.get("services");
  }

  private static Set<String> testClasses() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> modules =
        Files.find(
            LocalCheckout.HOME,
            2,
            (path, attributes) -> Files.isDirectory(path.resolve("src/test/java")))) {
      for (Path module : modules.toList()) {
        try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
          files
              .map(path -> path.getFileName().toString().replaceFirst("\\.java$", ""))
              .forEach(names::add);
        }
      }
    }
    return names;
  }
}
