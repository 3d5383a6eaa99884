package io.boxstream.kubernetes.look;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.kubernetes.BaseFolder;
import io.boxstream.kubernetes.Checkout;
import io.boxstream.kubernetes.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What KEDA asks Prometheus, answered by Prometheus' own program for tests where it is there. */
class ScalingQueriesTest {
  private static final Pattern METRIC = Pattern.compile("boxstream_\\w+");
  private static final String SERIES =
      "      - {series: 'boxstream_%s{namespace=\"boxstream\",service=\"ingest\",%s}', values: '%s'}%n";

  @TempDir private Path directory;

  @Test
  void theyAskForMetricsThatExist() throws IOException {
    String metrics = Files.readString(Checkout.HOME.resolve("docs/metrics.md"));
    for (String query : queries().values()) {
      Matcher named = METRIC.matcher(query);
      assertThat(named.find()).as(query).isTrue();
      do {
        assertThat(metrics).contains("| `" + named.group() + "` |");
      } while (named.find());
    }
  }

  @Test
  void theLeastLagCountsAndWorkKeepsTheInstancesThatThereAre() throws IOException {
    Files.writeString(directory.resolve("rules.yml"), rules());
    Files.writeString(
        directory.resolve("tests.yml"),
        "rule_files: [rules.yml]\ntests:\n  - interval: 1m\n    input_series:\n"
            + SERIES.formatted("consumer_lag_records", "instance=\"a\",topic=\"x\"", "10 10")
            + SERIES.formatted("consumer_lag_records", "instance=\"a\",topic=\"y\"", "5 5")
            + SERIES.formatted("consumer_lag_records", "instance=\"b\",topic=\"x\"", "9000 10")
            + SERIES.formatted("ingest_imports_active", "instance=\"a\"", "0 1")
            + SERIES.formatted("ingest_imports_active", "instance=\"b\"", "0 0")
            + SERIES.formatted("ingest_webhook_waiting", "instance=\"a\",tool=\"cvat\"", "0 0")
            + "    promql_expr_test:\n"
            + expected("lag", 0, 15)
            + expected("lag", 1, 10)
            + expected("accepted_work", 0, 0)
            + expected("accepted_work", 1, 2));

    assertThat(promtool()).contains("SUCCESS");
  }

  private static String expected(String name, int minute, int value) {
    return "      - {expr: %s, eval_time: %dm, exp_samples: [{labels: %s, value: %d}]}%n"
        .formatted(name, minute, name, value);
  }

  private static String rules() throws IOException {
    StringBuilder rules = new StringBuilder("groups:\n  - name: queries\n    rules:\n");
    queries()
        .forEach(
            (name, query) ->
                rules.append("      - {record: %s, expr: '%s'}%n".formatted(name, query)));
    return rules.toString();
  }

  /** By the names of their triggers. */
  private static Map<String, String> queries() throws IOException {
    Map<String, String> queries = new LinkedHashMap<>();
    for (Manifest object : BaseFolder.read().rendered().ofKind("ScaledObject")) {
      for (JsonNode trigger : Manifest.items(object.at("spec.triggers"))) {
        if (trigger.path("type").asText().equals("prometheus")) {
          queries.put(
              trigger.path("name").asText().replace('-', '_'),
              Manifest.at(trigger, "metadata.query").asText());
        }
      }
    }
    assertThat(queries).hasSize(2);
    return queries;
  }

  private String promtool() throws IOException {
    Path program =
        Stream.of(System.getenv("PATH").split(":"))
            .map(folder -> Path.of(folder, "promtool"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of(""));
    assumeTrue(!program.toString().isEmpty(), "promtool is not installed");
    Process process =
        new ProcessBuilder(program.toString(), "test", "rules", "tests.yml")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
