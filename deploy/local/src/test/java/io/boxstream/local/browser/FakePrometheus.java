package io.boxstream.local.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Answers as Prometheus does when it is asked for its alerts: with one, with none, or not. */
final class FakePrometheus implements AutoCloseable {
  private final HttpServer server;
  private volatile Optional<String> firing = Optional.empty();
  private volatile boolean away;

  FakePrometheus() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/api/v1/alerts", this::answer);
    server.start();
  }

  /** What the console is told so that it asks. */
  Map<String, String> environment() {
    return Map.of(
        "BOXSTREAM_CONSOLE_PROMETHEUS_ADDRESS",
        address(),
        "BOXSTREAM_CONSOLE_PROMETHEUS_INTERVAL",
        "1s");
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on an alert fires. */
  void fire(String summary, Instant since) {
    firing =
        Optional.of(
            """
            {"labels": {"alertname": "BoxstreamServiceDown", "severity": "critical"},
             "annotations": {"summary": "%s", "description": "It has not answered for a minute."},
             "state": "firing", "activeAt": "%s", "value": "0e+00"}
            """
                .formatted(summary, since));
  }

  /** From now on nothing fires. */
  void resolve() {
    firing = Optional.empty();
  }

  /** Whether every request fails from now on. */
  void beAway(boolean now) {
    away = now;
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body =
        "{\"status\": \"success\", \"data\": {\"alerts\": [%s]}}"
            .formatted(firing.orElse(""))
            .getBytes(UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(away ? 503 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
