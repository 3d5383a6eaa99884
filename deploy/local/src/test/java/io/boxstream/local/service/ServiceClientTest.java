package io.boxstream.local.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.boxstream.cli.client.StreamedBody;
import io.boxstream.local.LocalRunException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceClientTest {

  private HttpServer server;
  private ServiceClient client;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    client =
        new ServiceClient(
            "trainer-service",
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            HttpClient.newHttpClient(),
            Optional.of("the-key"));
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void readsWhatAResourceHolds() {
    answer("/v1/runs/7", 200, "{\"id\": \"7\"}");

    assertThat(client.get("/v1/runs/7").path("id").asText()).isEqualTo("7");
  }

  @Test
  void passesOnWhyAServiceRefuses() {
    answer("/v1/runs", 409, "{\"title\": \"Conflict\", \"detail\": \"too many runs wait\"}");

    assertThatThrownBy(() -> client.get("/v1/runs"))
        .isInstanceOf(LocalRunException.class)
        .hasMessage("trainer-service answered 409: too many runs wait");
  }

  @Test
  void saysTheStatusWhenTheAnswerIsNotJson() {
    answer("/v1/runs", 500, "<html>");

    assertThatThrownBy(() -> client.get("/v1/runs")).hasMessage("trainer-service answered 500");
  }

  @Test
  void givesUpWhenTheDataCannotBeRead() {
    answer("/v1/imports", 202, "{}");
    StreamedBody body =
        new StreamedBody(
            -1,
            out -> {
              throw new IOException("a.jpg is gone");
            });

    assertThatThrownBy(
            () -> client.post("/v1/imports", "application/zip", body, Duration.ofMinutes(1)))
        .isInstanceOf(LocalRunException.class)
        .hasMessageContaining("a.jpg is gone");
  }

  @Test
  void findsNothingWhereThereIsNoModelYet() {
    answer("/v1/model", 503, "{\"code\": \"no-model\"}");

    assertThat(client.find("/v1/model")).isEmpty();
  }

  @Test
  void showsItsKeyWithEveryRequest() {
    List<String> shown = new CopyOnWriteArrayList<>();
    server.createContext(
        "/",
        exchange -> {
          shown.add(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });

    client.get("/v1/runs");
    client.find("/v1/model");
    client.post("/v1/runs", new ObjectMapper().createObjectNode());

    assertThat(shown).hasSize(3).containsOnly("Bearer the-key");
  }

  @Test
  void isNotReadyWhileNobodyListens() {
    ServiceClient absent =
        new ServiceClient(
            "ingest-service",
            URI.create("http://127.0.0.1:1"),
            HttpClient.newHttpClient(),
            Optional.empty());

    assertThat(absent.isReady()).isFalse();
    assertThat(absent.isLive()).isFalse();
  }

  @Test
  void namesThePortThatIsTaken() {
    int taken = server.getAddress().getPort();

    assertThatThrownBy(() -> PortCheck.requireFree(Map.of("broker", taken)))
        .isInstanceOf(LocalRunException.class)
        .hasMessageContaining("port " + taken)
        .hasMessageContaining("broker")
        .hasMessageContaining("--port-base");
  }

  private void answer(String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
