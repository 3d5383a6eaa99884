package io.boxstream.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A real HTTP server with answers that a test gives. */
public final class HttpService implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  private HttpService(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Starts a server without resources on a free port. */
  public static HttpService start() {
    try {
      return new HttpService(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a server over HTTPS. */
  public static HttpService start(SSLContext certificate) {
    try {
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(certificate));
      return new HttpService(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An address at which nothing listens. */
  public static URI nowhere() {
    return URI.create("http://127.0.0.1:1");
  }

  public URI address() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers a method and path, such as {@code GET /v1/runs}, from here on. */
  public HttpService on(String request, Handler handler) {
    handlers.put(request, handler);
    return this;
  }

  /** Answers a method and path with a status and a body from here on. */
  public HttpService on(String request, int status, String body) {
    return on(request, received -> new Answer(status, body));
  }

  /** Answers one after the other; the last one again and again. */
  public HttpService onSequence(String request, Answer... answers) {
    List<Answer> left = new CopyOnWriteArrayList<>(answers);
    return on(request, received -> left.size() > 1 ? left.remove(0) : left.get(0));
  }

  /** Everything that was asked, in order. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** What was asked with a method and path. */
  public List<Request> requests(String request) {
    return requests.stream().filter(one -> one.name.equals(request)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
              String.valueOf(exchange.getRequestURI().getQuery()),
              Map.copyOf(exchange.getRequestHeaders()),
              exchange.getRequestBody().readAllBytes());
      requests.add(request);
      Handler handler = handlers.get(request.name);
      Answer answer =
          handler == null
              ? new Answer(404, "{\"title\":\"Not Found\",\"code\":\"not-found\"}")
              : handler.answer(request);
      if (answer.status > 0) {
        long length = answer.body.length + answer.missing;
        exchange.sendResponseHeaders(answer.status, length == 0 ? -1 : length);
        exchange.getResponseBody().write(answer.body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Answers a request. */
  @FunctionalInterface
  public interface Handler {
    Answer answer(Request request) throws IOException;
  }

  /**
   * What was asked.
   *
   * @param name method and path
   */
  public record Request(String name, String query, Map<String, List<String>> headers, byte[] body) {

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public String header(String header) {
      return headers.getOrDefault(header, List.of("")).get(0);
    }
  }

  /**
   * An answer.
   *
   * @param status of HTTP; if it is 0 the connection is closed instead
   * @param missing how many bytes fewer than announced are sent before the connection is closed
   */
  public record Answer(int status, byte[] body, int missing) {

    public static final Answer NONE = new Answer(0, "");

    public Answer(int status, String body) {
      this(status, body.getBytes(StandardCharsets.UTF_8), 0);
    }
  }
}
