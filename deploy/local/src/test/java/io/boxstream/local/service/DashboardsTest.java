package io.boxstream.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.local.LocalCheckout;
import io.boxstream.local.process.ChildCommand;
import io.boxstream.local.settings.Ports;
import io.boxstream.local.settings.StateFolder;
import io.boxstream.local.settings.WebProtocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardsTest {

  @TempDir private Path temporary;
  private StateFolder state;
  private Path programs;

  @BeforeEach
  void openState() throws IOException {
    state = StateFolder.open(temporary.resolve("state"), false);
    programs = Files.createDirectory(temporary.resolve("programs"));
  }

  @AfterEach
  void closeState() {
    state.close();
  }

  @Test
  void saysWhatToInstallWhereThereIsNothing() {
    assertThat(dashboards().commands()).isEmpty();
    assertThat(dashboards().lines())
        .singleElement()
        .asString()
        .contains("apt-get install prometheus");
  }

  @Test
  void startsPrometheusOnThisRunsPorts() throws IOException {
    install("prometheus");

    List<ChildCommand> commands = dashboards().commands();

    assertThat(commands).singleElement().extracting(ChildCommand::name).isEqualTo("prometheus");
    assertThat(commands.get(0).command()).contains("--web.listen-address=127.0.0.1:20008");
    assertThat(Files.readString(state.file("prometheus.yml")))
        .contains(
            "'127.0.0.1:20001'", "'127.0.0.1:20002'", "'127.0.0.1:20003'", "'127.0.0.1:20004'")
        .doesNotContain("808")
        .contains("- " + LocalCheckout.HOME.resolve("deploy/monitoring/rules") + "/*.yml");
    assertThat(dashboards().lines())
        .anyMatch(line -> line.endsWith("http://127.0.0.1:20008/user/panels.html"))
        .anyMatch(line -> line.startsWith("grafana    not found"));
  }

  @Test
  void startsGrafanaBesideItWhereItIsInstalled() throws IOException {
    install("prometheus");
    install("grafana-server");

    List<ChildCommand> commands = dashboards().commands();

    assertThat(commands).extracting(ChildCommand::name).containsExactly("prometheus", "grafana");
    assertThat(commands.get(1).command()).doesNotContain("server");
    assertThat(commands.get(1).environment())
        .containsEntry("GF_SERVER_HTTP_ADDR", "127.0.0.1")
        .containsEntry("GF_SERVER_HTTP_PORT", "20009")
        .containsEntry("BOXSTREAM_PROMETHEUS_URL", "http://127.0.0.1:20008");
    assertThat(dashboards().lines()).contains("grafana    http://127.0.0.1:20009");
  }

  @Test
  void readsServicesOverHttps() throws IOException {
    install("prometheus");

    dashboards(
            new WebProtocol(Optional.of("/c.pem"), Optional.of("/k.pem"), Optional.of("/ca.pem")))
        .commands();

    assertThat(Files.readString(state.file("prometheus.yml")))
        .contains("    scheme: https\n    tls_config: {ca_file: '/ca.pem'}\n    static_configs:");
  }

  private Dashboards dashboards() {
    return dashboards(WebProtocol.HTTP);
  }

  private Dashboards dashboards(WebProtocol web) {
    return new Dashboards(
        LocalCheckout.INSTALLATION.monitoring(),
        state,
        Ports.from(20_000),
        web,
        programs.toString());
  }

  private void install(String program) throws IOException {
    Path file = Files.writeString(programs.resolve(program), "#!/bin/sh\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
