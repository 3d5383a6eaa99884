package io.boxstream.ingest.webhooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The HTTP server of a labelling tool on 127.0.0.1, with files at addresses. It can go away and
 * come back at the same port.
 */
public final class FakeTool implements AutoCloseable {

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  /** What was asked for. */
  public record Request(String method, String address, String authorization) {}

  @FunctionalInterface
  private interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  public FakeTool() {
    open(0);
  }

  private void open(int port) {
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + port());
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** How often an address was asked for. */
  public long requests(String address) {
    return requests.stream().filter(request -> request.address().equals(address)).count();
  }

  public FakeTool with(String address, byte[] body) {
    answers.put(address, exchange -> send(exchange, 200, body));
    return this;
  }

  public FakeTool with(String address, String body) {
    return with(address, body.getBytes(StandardCharsets.UTF_8));
  }

  public FakeTool status(String address, int status) {
    answers.put(address, exchange -> send(exchange, status, new byte[0]));
    return this;
  }

  public FakeTool redirect(String address, String target) {
    answers.put(
        address,
        exchange -> {
          exchange.getResponseHeaders().add("Location", target);
          send(exchange, 302, new byte[0]);
        });
    return this;
  }

  /** Sends bytes without an end and without their number in advance. */
  public FakeTool endless(String address) {
    answers.put(
        address,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            while (closed.getCount() > 0) {
              out.write(new byte[8192]);
            }
          }
        });
    return this;
  }

  /** Sends the first byte and nothing more. */
  public FakeTool stalling(String address) {
    answers.put(
        address,
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          closed.await();
        });
    return this;
  }

  /** Nobody listens at the port while the work runs. */
  public void away(Runnable work) {
    int port = port();
    server.stop(0);
    try {
      work.run();
    } finally {
      open(port);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String address = exchange.getRequestURI().toString();
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            address,
            exchange.getRequestHeaders().getFirst("Authorization")));
    try (exchange) {
      Answer answer = answers.get(address);
      if (answer == null) {
        send(exchange, 404, new byte[0]);
      } else {
        answer.to(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
