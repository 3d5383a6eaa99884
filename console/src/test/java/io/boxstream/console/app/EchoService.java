package io.boxstream.console.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.boxstream.console.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that answers with the request that it has seen, and with headers of every kind. */
final class EchoService implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The console asks for it by itself. */
  private static final String HEALTH = "/q/health";

  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();

  /** What the service has seen. */
  record Seen(String method, String uri, Map<String, List<String>> headers, String body) {}

  private EchoService(HttpServer server) {
    this.server = server;
  }

  static EchoService start(Service service) throws IOException {
    EchoService echo =
        new EchoService(
            HttpServer.create(
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), FreeAddresses.port(service)),
                0));
    echo.server.createContext("/", echo::answer);
    echo.server.start();
    return echo;
  }

  /** Requests that were passed on. */
  int requests() {
    return requests.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().toString().equals(HEALTH)) {
      requests.incrementAndGet();
    }
    Map<String, List<String>> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    byte[] body =
        JSON.writeValueAsBytes(
            new Seen(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("ETag", "\"7\"");
    exchange.getResponseHeaders().set("Location", "/v1/things/7");
    exchange.getResponseHeaders().set("Set-Cookie", "boxstream-session=planted");
    exchange.getResponseHeaders().set("Content-Security-Policy", "default-src *");
    exchange.getResponseHeaders().set("Connection", "X-Hop");
    exchange.getResponseHeaders().set("X-Hop", "only here");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(201, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
