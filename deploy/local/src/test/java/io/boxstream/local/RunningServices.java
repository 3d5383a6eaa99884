package io.boxstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.artifacts.store.StoreSettings;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.TopicAdmin;
import io.boxstream.testbed.TestBroker;
import io.boxstream.testbed.TestStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Packaged services as processes that have their settings and secrets in the environment, as
 * containers have them. The broker and the store are in this process. Everything is below one
 * folder.
 */
public final class RunningServices implements AutoCloseable {
  private static final String BUCKET = "boxstream";
  private static final String CONSOLE = "console";
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

  /** The services in the order of their ports. */
  public enum Service {
    INGEST,
    TRAINER,
    EVALUATOR,
    INFERENCE;

    public String module() {
      return name().toLowerCase(Locale.ROOT) + "-service";
    }
  }

  private final Path folder;
  private final int base = LocalCheckout.freePortBase();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, Process> processes = new LinkedHashMap<>();
  private final TestBroker broker;
  private final TestStore store;

  public RunningServices(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(logs());
    broker = TestBroker.start(folder.resolve("broker"));
    store = TestStore.start(folder.resolve("store"));
    TopicAdmin.createAll(broker.bootstrapServers());
  }

  /** Starts the four services. */
  public void startAll(Map<String, String> environment) throws IOException {
    for (Service service : Service.values()) {
      start(service.module(), service, environment);
    }
  }

  /** Starts a service. Its log is named like the process. */
  public void start(String name, Service service, Map<String, String> environment)
      throws IOException {
    Map<String, String> settings = settings(name, port(service));
    settings.putAll(environment);
    start(name, service.module(), settings);
  }

  /**
   * Starts the console, which asks the four services.
   *
   * @return its address
   */
  public URI startConsole(Map<String, String> environment) throws IOException {
    int port = base + Service.values().length + 1;
    Map<String, String> settings = settings(CONSOLE, port);
    for (Service service : Service.values()) {
      settings.put("BOXSTREAM_CONSOLE_SERVICES_" + service, uri(service, "").toString());
    }
    settings.putAll(environment);
    start(CONSOLE, CONSOLE, settings);
    return address(port);
  }

  private void start(String name, String module, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx384m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-jar",
            LocalCheckout.INSTALLATION.serviceJar(module).toString());
    builder.environment().putAll(environment);
    builder.directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(log(name).toFile());
    processes.put(name, builder.start());
  }

  private Map<String, String> settings(String name, int port) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    settings.put("QUARKUS_HTTP_PORT", String.valueOf(port));
    settings.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    settings.put("BOXSTREAM_STORE_ENDPOINT", store.endpoint().toString());
    settings.put("BOXSTREAM_STORE_BUCKET", BUCKET);
    settings.put("BOXSTREAM_STORE_ACCESS_KEY", store.accessKey());
    settings.put("BOXSTREAM_STORE_SECRET_KEY", store.secretKey());
    settings.put("BOXSTREAM_WORK_DIRECTORY", folder.resolve("work").resolve(name).toString());
    settings.put("OMP_NUM_THREADS", "2");
    settings.put("MXNET_ENGINE_TYPE", "NaiveEngine");
    settings.put("MXNET_CPU_TEMP_COPY", "1");
    return settings;
  }

  /** Waits until services answer that they live; without a model inference is never ready. */
  public void awaitLive(Service... services) {
    for (Service service : services) {
      await()
          .atMost(START_TIMEOUT)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> isHealthy(service, "live"));
    }
  }

  /** Waits until services are ready. */
  public void awaitReady(Service... services) {
    for (Service service : services) {
      await()
          .atMost(START_TIMEOUT)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> isHealthy(service, "ready"));
    }
  }

  private boolean isHealthy(Service service, String aspect) {
    Process process = processes.get(service.module());
    assertThat(process.isAlive()).as(service.module() + " lives; see " + logs()).isTrue();
    try {
      return send(HttpRequest.newBuilder(uri(service, "/q/health/" + aspect))).statusCode() == 200;
    } catch (IOException starting) {
      return false;
    }
  }

  /** Kills a process; it can be started again under the same name. */
  public void kill(String name) throws InterruptedException {
    processes.get(name).destroyForcibly().waitFor();
  }

  /** Waits for the end of a process that cannot start. */
  int exitValue(String name) throws InterruptedException {
    Process process = processes.get(name);
    assertThat(process.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  public HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(
          request.timeout(Duration.ofMinutes(2)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  public URI uri(Service service, String path) {
    return address(port(service)).resolve(path);
  }

  private static URI address(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private int port(Service service) {
    return base + 1 + service.ordinal();
  }

  public KafkaSettings kafka() {
    return KafkaSettings.of(broker.bootstrapServers());
  }

  String storeSecret() {
    return store.secretKey();
  }

  ObjectStore connect() {
    return ObjectStores.connect(
        StoreSettings.of(
            store.endpoint().toString(), store.accessKey(), store.secretKey(), BUCKET));
  }

  Path logs() {
    return folder.resolve("logs");
  }

  Path log(String name) {
    return logs().resolve(name + ".log");
  }

  /** The command lines of the processes that run, as everyone on the machine sees them. */
  List<String> commandLines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Process process : processes.values()) {
      Path file = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
      if (process.isAlive() && Files.exists(file)) {
        lines.add(Files.readString(file));
      }
    }
    return lines;
  }

  /** Stops the services, so that their logs and files are complete; broker and store go on. */
  void stopServices() throws InterruptedException {
    processes.values().forEach(Process::destroy);
    for (Process process : processes.values()) {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  @Override
  public void close() {
    processes.values().forEach(Process::destroyForcibly);
    for (Process process : processes.values()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    store.close();
    broker.close();
  }
}
