package io.boxstream.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxstream.local.LocalCheckout;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Recording and alert rules, as Prometheus' own tool sees them, and what is written about them. */
class RulesTest {

  private static final String ALERTS =
      MonitoringFiles.read(MonitoringFiles.FOLDER.resolve("rules/alerts.yml"));
  private static final String TESTS =
      MonitoringFiles.read(MonitoringFiles.FOLDER.resolve("tests/alerts.yml"));
  private static final String OPERATIONS =
      MonitoringFiles.read(LocalCheckout.HOME.resolve("docs/operations.md"));
  private static final List<String> NAMES =
      MonitoringFiles.found("(?m)^ +- alert: (\\w+)$", ALERTS);

  @Test
  void prometheusTakesTheConfigurationAndItsRules() throws Exception {
    requirePromtool();

    assertThat(MonitoringFiles.run("promtool", "check", "config", "prometheus.yml"))
        .endsWith("exit code 0");
  }

  /** The key and the authority that it names exist in the container only. */
  @Test
  void prometheusTakesTheConfigurationOfCompose() throws Exception {
    requirePromtool();

    assertThat(
            MonitoringFiles.run(
                "promtool", "check", "config", "--syntax-only", "prometheus-compose.yml"))
        .endsWith("exit code 0");
  }

  @Test
  void everyAlertFiresAndIsQuietWhenItShould() throws Exception {
    requirePromtool();

    assertThat(MonitoringFiles.run("promtool", "test", "rules", "tests/alerts.yml"))
        .endsWith("exit code 0");
  }

  @Test
  void noAlertIsWithoutATestThatItFires() {
    List<String> fired =
        MonitoringFiles.found("alertname: (\\w+)\\n +exp_alerts:\\n +- exp_labels", TESTS);
    List<String> quiet = MonitoringFiles.found("alertname: (\\w+)\\n +exp_alerts: \\[\\]", TESTS);

    assertThat(NAMES).isNotEmpty().doesNotHaveDuplicates();
    assertThat(fired).containsExactlyInAnyOrderElementsOf(NAMES);
    assertThat(quiet).containsExactlyInAnyOrderElementsOf(NAMES);
  }

  @Test
  void everyAlertSaysWhatItIsAndHowBad() {
    for (String alert : ALERTS.split("- alert: ", -1)) {
      if (!alert.startsWith("#")) {
        assertThat(alert)
            .containsPattern("labels: \\{severity: (critical|warning)\\}")
            .containsPattern("summary: .*[a-z]")
            .containsPattern("description: .*[a-z]");
      }
    }
  }

  @Test
  void everyAlertHasItsMeaningAndItsCureInTheHandbook() {
    List<String> severities = MonitoringFiles.found("severity: (\\w+)", ALERTS);
    List<String> lines =
        MonitoringFiles.found(
            "(?m)^\\| `(Boxstream\\w+` \\| \\w+) \\| [^|]+ \\| [^|]+ \\|$", OPERATIONS);

    List<String> expected =
        IntStream.range(0, NAMES.size())
            .mapToObj(i -> NAMES.get(i) + "` | " + severities.get(i))
            .toList();
    assertThat(lines).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static void requirePromtool() {
    assumeTrue(
        MonitoringFiles.installed("promtool"),
        "promtool is not installed: on Debian it is in the package prometheus");
  }
}
