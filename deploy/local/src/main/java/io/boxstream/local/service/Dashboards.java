package io.boxstream.local.service;

import io.boxstream.local.process.ChildCommand;
import io.boxstream.local.process.InstalledProgram;
import io.boxstream.local.settings.Ports;
import io.boxstream.local.settings.StateFolder;
import io.boxstream.local.settings.WebProtocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Prometheus and Grafana with the files in {@code deploy/monitoring}, as far as the machine has
 * them.
 */
public final class Dashboards {

  private static final String HOST = "127.0.0.1:";
  private static final String METRICS_PATH = "    metrics_path: /q/metrics\n";

  private final Path files;
  private final StateFolder state;
  private final Ports ports;
  private final WebProtocol web;
  private final Optional<InstalledProgram> prometheus;
  private final Optional<InstalledProgram> grafana;

  /**
   * Dashboards of a run.
   *
   * @param files the folder {@code deploy/monitoring}
   * @param web how the services are spoken to
   * @param path where programs are looked for, as in the variable PATH
   */
  public Dashboards(Path files, StateFolder state, Ports ports, WebProtocol web, String path) {
    this.files = Objects.requireNonNull(files, "files");
    this.state = Objects.requireNonNull(state, "state");
    this.ports = Objects.requireNonNull(ports, "ports");
    this.web = Objects.requireNonNull(web, "web");
    this.prometheus = InstalledProgram.find(path, "prometheus");
    this.grafana = InstalledProgram.find(path, "grafana", "grafana-server");
  }

  /** What there is to start. */
  public List<ChildCommand> commands() {
    List<ChildCommand> commands = new ArrayList<>();
    prometheus.map(this::prometheusCommand).ifPresent(commands::add);
    if (prometheus.isPresent()) {
      grafana.map(this::grafanaCommand).ifPresent(commands::add);
    }
    return commands;
  }

  /** Where to look, or what to install: one line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (prometheus.isEmpty()) {
      lines.add(
          "prometheus not found: install it (Debian: apt-get install prometheus) for dashboards");
      return lines;
    }
    lines.add("prometheus http://" + HOST + ports.prometheus());
    lines.add("panels     http://" + HOST + ports.prometheus() + "/user/panels.html");
    lines.add(
        grafana.isPresent()
            ? "grafana    http://" + HOST + ports.grafana()
            : "grafana    not found: with grafana-server on the PATH the dashboards open in it"
                + " too");
    return lines;
  }

  private ChildCommand prometheusCommand(InstalledProgram program) {
    return new ChildCommand(
        "prometheus",
        program.command(
            List.of(
                "--config.file=" + configuration(),
                "--storage.tsdb.path=" + state.part("prometheus"),
                "--storage.tsdb.retention.time=15d",
                "--web.user-assets=" + files,
                "--web.listen-address=" + HOST + ports.prometheus())),
        Map.of(),
        state.logs().resolve("prometheus.log"));
  }

  private ChildCommand grafanaCommand(InstalledProgram program) {
    List<String> arguments = new ArrayList<>();
    if (program.file().endsWith("grafana")) {
      arguments.add("server");
    }
    // Where the packages of Grafana's makers put what the program needs beside itself.
    Path home = Path.of("/usr/share/grafana");
    if (Files.isDirectory(home)) {
      arguments.add("--homepath=" + home);
    }
    return new ChildCommand(
        "grafana",
        program.command(arguments),
        Map.of(
            "GF_SERVER_HTTP_ADDR",
            "127.0.0.1",
            "GF_SERVER_HTTP_PORT",
            String.valueOf(ports.grafana()),
            "GF_PATHS_DATA",
            state.part("grafana").toString(),
            "GF_PATHS_LOGS",
            state.part("grafana").toString(),
            "GF_PATHS_PROVISIONING",
            files.resolve("grafana/provisioning").toString(),
            "GF_AUTH_ANONYMOUS_ENABLED",
            "true",
            "GF_ANALYTICS_REPORTING_ENABLED",
            "false",
            "GF_ANALYTICS_CHECK_FOR_UPDATES",
            "false",
            "BOXSTREAM_PROMETHEUS_URL",
            "http://" + HOST + ports.prometheus(),
            "BOXSTREAM_DASHBOARDS",
            files.resolve("grafana/dashboards").toString()),
        state.logs().resolve("grafana.log"));
  }

  /** The configuration with this run's ports and the rules' place written out. */
  private Path configuration() {
    Path file = state.file("prometheus.yml");
    Ports usual = Ports.standard();
    try {
      String text =
          Files.readString(files.resolve("prometheus.yml"))
              .replace("rules/", files.resolve("rules") + "/")
              .replace(METRICS_PATH, METRICS_PATH + web.scrapeSettings())
              .replace(target(usual.ingest()), target(ports.ingest()))
              .replace(target(usual.trainer()), target(ports.trainer()))
              .replace(target(usual.evaluator()), target(ports.evaluator()))
              .replace(target(usual.inference()), target(ports.inference()))
              .replace(target(usual.console()), target(ports.console()));
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }

  private static String target(int port) {
    return "'" + HOST + port + "'";
  }
}
