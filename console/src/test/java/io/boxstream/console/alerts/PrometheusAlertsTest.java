package io.boxstream.console.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a server in the place of Prometheus. */
class PrometheusAlertsTest {
  /** As Prometheus 2.42 answers. */
  private static final String ANSWER =
      """
      {"status":"success","data":{"alerts":[
        {"labels":{"alertname":"BoxstreamServiceDown","instance":"127.0.0.1:8083","job":"boxstream","service":"evaluator","severity":"critical"},
         "annotations":{"description":"127.0.0.1:8083 has not answered Prometheus for a minute.","summary":"The evaluator service does not answer"},
         "state":"firing","activeAt":"2026-11-29T20:01:02.123456789+01:00","value":"0e+00"},
        {"labels":{"alertname":"BoxstreamConsumerLagGrowing","severity":"warning"},
         "annotations":{"summary":"waits"},"state":"pending","activeAt":"2026-11-29T20:01:02Z","value":"1e+02"},
        {"labels":{"alertname":"Plain"},"annotations":{},"state":"firing","activeAt":"2026-11-29T20:01:02Z","value":"1"}]}}
      """;

  private final Vertx vertx = Vertx.vertx();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    context("/below/api/v1/alerts", exchange -> send(exchange, 200, ANSWER));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    executor.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private interface Handler {
    void answer(HttpExchange exchange) throws IOException;
  }

  private void context(String path, Handler handler) {
    server.createContext(
        path,
        exchange -> {
          String authorization = exchange.getRequestHeaders().getFirst("Authorization");
          authorizations.add(String.valueOf(authorization));
          try (exchange) {
            handler.answer(exchange);
          }
        });
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private List<Alert> ask(String path, Optional<PrometheusAlerts.Login> login) throws Exception {
    URI address =
        URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
    try (PrometheusAlerts prometheus =
        new PrometheusAlerts(
            vertx,
            address,
            Optional.empty(),
            () -> login,
            Duration.ofSeconds(1),
            new ObjectMapper())) {
      return prometheus.firing().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void readsTheAlertsThatFire() throws Exception {
    assertThat(ask("/below/", Optional.empty()))
        .containsExactly(
            new Alert(
                "BoxstreamServiceDown",
                true,
                "The evaluator service does not answer",
                Optional.of("127.0.0.1:8083 has not answered Prometheus for a minute."),
                Instant.parse("2026-11-29T19:01:02.123456789Z")),
            new Alert(
                "Plain", false, "Plain", Optional.empty(), Instant.parse("2026-11-29T20:01:02Z")));
    assertThat(authorizations).containsExactly("null");
  }

  @Test
  void signsInIfItIsTold() throws Exception {
    ask("/below", Optional.of(new PrometheusAlerts.Login("admin", "secret")));

    assertThat(authorizations).containsExactly("Basic YWRtaW46c2VjcmV0");
    assertThat(new PrometheusAlerts.Login("admin", "secret").toString()).doesNotContain("secret");
  }

  @Test
  void doesNotFollowRedirects() {
    context(
        "/moved/api/v1/alerts",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/below/api/v1/alerts");
          send(exchange, 302, "");
        });

    assertThatThrownBy(() -> ask("/moved", Optional.empty()))
        .hasMessageContaining("Prometheus answers 302");
    assertThat(authorizations).hasSize(1);
  }

  @Test
  void doesNotReadAnAnswerWithoutAnEnd() {
    context(
        "/long/api/v1/alerts",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream out = exchange.getResponseBody();
          byte[] part = new byte[64 * 1024];
          while (true) {
            out.write(part);
          }
        });

    assertThatThrownBy(() -> ask("/long", Optional.empty()))
        .hasMessageContaining("more than 1048576 bytes");
  }

  @Test
  void givesUpSoon() {
    context(
        "/slow/api/v1/alerts",
        exchange -> {
          try {
            TimeUnit.SECONDS.sleep(30);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });

    assertThatThrownBy(() -> ask("/slow", Optional.empty()))
        .hasRootCauseInstanceOf(Exception.class);
    assertThat(authorizations).hasSize(1);
  }

  @Test
  void refusesWhatIsNoAnswerOfPrometheus() {
    context("/page/api/v1/alerts", exchange -> send(exchange, 200, "<html>"));
    context("/error/api/v1/alerts", exchange -> send(exchange, 200, "{\"status\":\"error\"}"));
    context(
        "/odd/api/v1/alerts",
        exchange ->
            send(
                exchange,
                200,
                "{\"status\":\"success\",\"data\":{\"alerts\":[{\"state\":\"firing\"}]}}"));

    for (String path : List.of("/page", "/error", "/odd")) {
      assertThatThrownBy(() -> ask(path, Optional.empty()))
          .as(path)
          .hasRootCauseInstanceOf(Exception.class);
    }
  }
}
