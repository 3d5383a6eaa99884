package io.boxstream.console.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.boxstream.events.TopicAdmin;
import io.boxstream.testbed.TestBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real broker, and a server in the place of inference-service that counts what it is asked:
 * {@code /count?address}. The other services are away.
 */
public final class LiveTestbed implements QuarkusTestResourceLifecycleManager {
  private static final String NOBODY = "http://127.0.0.1:1";
  static final String INFERENCE = "boxstream.console.services.inference";

  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private Path directory;
  private TestBroker broker;
  private HttpServer inference;

  @Override
  public Map<String, String> start() {
    try {
      directory = Files.createTempDirectory("console-it");
      inference =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    broker = TestBroker.start(directory.resolve("broker"));
    TopicAdmin.createAll(broker.bootstrapServers());
    inference.createContext("/", this::answer);
    inference.start();
    return Map.of(
        "kafka.bootstrap.servers",
        broker.bootstrapServers(),
        "quarkus.http.test-port",
        "0",
        INFERENCE,
        "http://127.0.0.1:" + inference.getAddress().getPort(),
        "boxstream.console.prometheus.address",
        "http://127.0.0.1:" + inference.getAddress().getPort() + "/prometheus",
        "boxstream.console.services.ingest",
        NOBODY,
        "boxstream.console.services.trainer",
        NOBODY,
        "boxstream.console.services.evaluator",
        NOBODY);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String address = exchange.getRequestURI().getPath();
    try (exchange) {
      byte[] body = body(address, exchange.getRequestURI().getQuery()).getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private String body(String address, String query) {
    if (address.equals("/count")) {
      return String.valueOf(counts.getOrDefault(query, new AtomicInteger()).get());
    }
    counts.computeIfAbsent(address, none -> new AtomicInteger()).incrementAndGet();
    return switch (address) {
      case "/q/health" ->
          "{\"status\": \"UP\", \"checks\": [{\"name\": \"model\", \"status\": \"UP\"}]}";
      case "/q/metrics" -> "boxstream_inference_queue_images 3\nprocess_uptime_seconds 60\n";
      case "/q/openapi" -> "{\"info\": {\"version\": \"9.8.7\"}}";
      case "/prometheus/api/v1/alerts" ->
          """
          {"status": "success", "data": {"alerts": [{"state": "firing", "activeAt": "2026-11-29T20:01:02Z",
           "labels": {"alertname": "BoxstreamServiceDown", "severity": "critical"},
           "annotations": {"summary": "The evaluator service does not answer"}}]}}
          """;
      case "/v1/model" -> "{\"model\": \"detector\", \"generation\": 7, \"voc07\": 0.5}";
      default -> "{}";
    };
  }

  @Override
  public void stop() {
    inference.stop(0);
    broker.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
