package io.boxstream.local.browser;

import static io.boxstream.local.RunningServices.Service.EVALUATOR;
import static io.boxstream.local.RunningServices.Service.INFERENCE;
import static io.boxstream.local.RunningServices.Service.INGEST;
import static io.boxstream.local.RunningServices.Service.TRAINER;
import static org.awaitility.Awaitility.await;

import io.boxstream.events.KafkaSettings;
import io.boxstream.local.RunningServices;
import io.boxstream.local.RunningServices.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A running system with data: broker and store in this process, the services and the console as
 * processes, with access control.
 */
final class ConsoleSystem implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

  private final Path folder;
  private final Keys keys = new Keys();
  private final TokenProvider tokens = new TokenProvider();
  private final FakePrometheus prometheus = new FakePrometheus();
  private final TestImages images;
  private final RunningServices services;
  private final Map<String, String> environment;
  private final ServiceCalls calls;
  private final URI address;

  private ConsoleSystem(Path folder) throws IOException {
    this.folder = folder;
    Path keyFile = folder.resolve("keys.json");
    keys.write(keyFile);
    images = new TestImages(folder);
    environment = new HashMap<>(tokens.environment());
    environment.putAll(
        Map.of(
            "BOXSTREAM_ACCESS_KEYS_FILE", keyFile.toString(),
            "BOXSTREAM_TRAINER_START_AUTOMATIC", "false",
            "BOXSTREAM_INFERENCE_HARD_EXAMPLES_MINIMUM_SCORE", "0",
            "BOXSTREAM_INFERENCE_HARD_EXAMPLES_PER_HOUR", "100000",
            "BOXSTREAM_INFERENCE_HARD_EXAMPLES_WINDOW", "1s"));
    environment.putAll(prometheus.environment());
    services = new RunningServices(folder);
    calls = new ServiceCalls(services, keys.of(Person.ANNA));
    services.startAll(environment);
    address = services.startConsole(environment);
  }

  static ConsoleSystem start() {
    try {
      ConsoleSystem system = new ConsoleSystem(Files.createTempDirectory("console-system"));
      try {
        system.fill();
        return system;
      } catch (Exception | Error e) {
        system.close();
        throw e;
      }
    } catch (Exception e) {
      throw new IllegalStateException("the system for browser tests does not start", e);
    }
  }

  private void fill() throws Exception {
    SystemData data = new SystemData(calls, services.kafka(), images);
    services.awaitReady(INGEST);
    data.importImages();
    services.awaitReady(TRAINER, EVALUATOR);
    data.train();
    services.awaitReady(INFERENCE);
    data.detect();
    awaitConsole();
  }

  private void awaitConsole() {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(address.resolve("/q/health/ready")).build();
    await()
        .atMost(START_TIMEOUT)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200);
  }

  /** The console's address. */
  URI address() {
    return address;
  }

  /** The key of a person. */
  String key(Person person) {
    return keys.of(person);
  }

  /** Gives people tokens instead of keys. */
  TokenProvider tokens() {
    return tokens;
  }

  /** Whose alerts the console shows. */
  FakePrometheus prometheus() {
    return prometheus;
  }

  /** How to connect to the broker. */
  KafkaSettings kafka() {
    return services.kafka();
  }

  /** Writes all keys but one to the file that services and console read. */
  void revoke(Person person) {
    keys.revoke(folder.resolve("keys.json"), person);
  }

  /** Writes all keys again. */
  void restoreKeys() {
    keys.write(folder.resolve("keys.json"));
  }

  /** Requests that do not go through the console. */
  ServiceCalls calls() {
    return calls;
  }

  /** Draws and packs images. */
  TestImages images() {
    return images;
  }

  /** Kills a service. */
  void kill(Service service) {
    try {
      services.kill(service.module());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts a service again that was killed. */
  void restart(Service service) {
    try {
      services.start(service.module(), service, environment);
      services.awaitReady(service);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    services.close();
    prometheus.close();
    tokens.close();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
