package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A broker, a store, ingest-service and the console, each a process of its own on this machine. */
final class ConsoleCluster implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
  private static final String HEAP = "512m";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final ImportCluster cluster;
  private final Map<String, RunningService> others = new LinkedHashMap<>();
  private RunningService console;

  private ConsoleCluster(ImportCluster cluster) {
    this.cluster = requireNonNull(cluster, "cluster");
  }

  /**
   * Starts them, without the other services: the console finds nothing at their addresses.
   *
   * @param elsewhere addresses of services that are not started here, by the console's names
   */
  static ConsoleCluster start(ConsolePrograms programs, Map<String, URI> elsewhere)
      throws Exception {
    ConsoleCluster cluster =
        new ConsoleCluster(ImportCluster.start(programs.ingest(), 1, Duration.ZERO));
    try {
      cluster.startConsole(programs, elsewhere);
      return cluster;
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  /** Starts them with the other services, which do not train by themselves. */
  static ConsoleCluster startAll(ConsolePrograms programs) throws Exception {
    ConsoleCluster cluster =
        new ConsoleCluster(ImportCluster.start(programs.ingest(), 1, Duration.ZERO));
    try {
      Map<String, URI> addresses = new LinkedHashMap<>();
      for (var other : programs.others().entrySet()) {
        RunningService service =
            cluster.cluster.startService(
                other.getKey(),
                other.getValue(),
                HEAP,
                List.of("-Dboxstream.trainer.start.automatic=false"));
        cluster.others.put(other.getKey(), service);
        addresses.put(other.getKey(), service.address());
      }
      cluster.startConsole(programs, addresses);
      return cluster;
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  private void startConsole(ConsolePrograms programs, Map<String, URI> addresses) throws Exception {
    Map<String, URI> services = new LinkedHashMap<>();
    // Where nothing listens.
    programs
        .others()
        .keySet()
        .forEach(name -> services.put(name, URI.create("http://127.0.0.1:9")));
    services.putAll(addresses);
    services.put("ingest", cluster.ingestAddress());
    List<String> options = new ArrayList<>();
    services.forEach(
        (name, address) -> options.add("-Dboxstream.console.services." + name + "=" + address));
    console = cluster.startService("console", programs.console(), HEAP, options);
    awaitReady(cluster.ingestAddress());
    awaitReady(console.address());
  }

  /** The broker, the store and ingest-service. */
  ImportCluster imports() {
    return cluster;
  }

  RunningService console() {
    return console;
  }

  /** All services by the console's names for them, and the console. */
  Map<String, RunningService> services() {
    Map<String, RunningService> all = new LinkedHashMap<>();
    all.put("console", console);
    all.put("ingest", new RunningService(cluster.ingestAddress(), cluster.ingest()));
    all.putAll(others);
    return all;
  }

  /** Waits until a service is ready. */
  static void awaitReady(URI service) throws IOException, InterruptedException {
    long end = System.nanoTime() + START_TIMEOUT.toNanos();
    HttpRequest request = HttpRequest.newBuilder(service.resolve("/q/health/ready")).build();
    HttpResponse<String> answer;
    do {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(service + " is not ready");
      }
      Thread.sleep(100);
      answer = CLIENT.send(request, BodyHandlers.ofString());
    } while (answer.statusCode() != 200);
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
