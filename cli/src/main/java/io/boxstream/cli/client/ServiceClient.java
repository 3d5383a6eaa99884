package io.boxstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLHandshakeException;

/**
 * The HTTP interface of a service. Every request throws {@link NoAnswerException} or {@link
 * RefusedException} if it does not succeed in the time of the retry policy.
 */
public final class ServiceClient {

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  /** A checkpoint is loaded and tried before its promotion. */
  private static final Duration LONGEST_WORK = Duration.ofMinutes(3);

  private static final int BUFFER = 1 << 16;
  private static final String JSON = "application/json";

  private final Service service;
  private final URI address;
  private final HttpClient http;
  private final RetryPolicy retryPolicy;
  private final String key;
  private final ObjectMapper mapper = new ObjectMapper();

  /**
   * A client of a service.
   *
   * @param key API key that is sent; empty if none
   */
  public ServiceClient(
      Service service, URI address, HttpClient http, RetryPolicy retryPolicy, String key) {
    this.service = Objects.requireNonNull(service, "service");
    this.address = Objects.requireNonNull(address, "address");
    this.http = Objects.requireNonNull(http, "http");
    this.retryPolicy = Objects.requireNonNull(retryPolicy, "retryPolicy");
    this.key = Objects.requireNonNull(key, "key");
  }

  public Service service() {
    return service;
  }

  public URI address() {
    return address;
  }

  /** Whether the service can do its work. */
  public Health health() {
    HttpRequest request = request("/q/health/ready").timeout(LONGEST_ANSWER).build();
    try {
      return exchange(request, BodyHandlers.discarding()).statusCode() == 200
          ? Health.READY
          : Health.NOT_READY;
    } catch (NoAnswerException e) {
      return Health.ABSENT;
    }
  }

  /** What a resource holds. */
  public JsonNode get(String path) {
    return retryPolicy.call(true, () -> json(accepted(send(read(path, JSON)))));
  }

  /** What a resource holds; empty if there is none (404). */
  public Optional<JsonNode> find(String path) {
    return retryPolicy.call(
        true,
        () -> {
          HttpResponse<byte[]> response = send(read(path, JSON));
          return response.statusCode() == 404
              ? Optional.empty()
              : Optional.of(json(accepted(response)));
        });
  }

  /** A resource of text. */
  public String text(String path) {
    return retryPolicy.call(
        true,
        () -> new String(accepted(send(read(path, "text/plain"))).body(), StandardCharsets.UTF_8));
  }

  /** Posts a document. It is not sent again if the answer is lost. */
  public JsonNode post(String path, JsonNode document) {
    HttpRequest request =
        request(path)
            .timeout(LONGEST_WORK)
            .header("Content-Type", JSON)
            .POST(BodyPublishers.ofString(document.toString()))
            .build();
    return retryPolicy.call(false, () -> json(accepted(send(request))));
  }

  /** Deletes what may be deleted twice without harm, and returns what is left of it. */
  public JsonNode delete(String path) {
    HttpRequest request = request(path).timeout(LONGEST_ANSWER).DELETE().build();
    return retryPolicy.call(true, () -> json(accepted(send(request))));
  }

  /** Posts something that the service may receive twice without harm. */
  public JsonNode send(String path, Content content) {
    return retryPolicy.call(
        true,
        () ->
            json(
                accepted(
                    send(
                        request(path)
                            .timeout(content.longest())
                            .expectContinue(content.announced())
                            .header("Content-Type", content.type())
                            .POST(content.body().get())
                            .build()))));
  }

  /**
   * Writes a resource of any length.
   *
   * @param progress is told how many bytes have been written so far
   * @throws IOException if it cannot be written
   */
  public void download(String path, OutputStream out, LongConsumer progress) throws IOException {
    HttpRequest request = request(path).timeout(LONGEST_ANSWER).build();
    try (InputStream body = retryPolicy.call(true, () -> open(request))) {
      byte[] buffer = new byte[BUFFER];
      long written = 0;
      for (int count = read(body, buffer); count >= 0; count = read(body, buffer)) {
        out.write(buffer, 0, count);
        written += count;
        progress.accept(written);
      }
    }
  }

  private InputStream open(HttpRequest request) {
    HttpResponse<InputStream> response = exchange(request, BodyHandlers.ofInputStream());
    if (isAccepted(response.statusCode())) {
      return response.body();
    }
    throw refusal(response.statusCode(), readAll(response.body()));
  }

  private int read(InputStream body, byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw NoAnswerException.broken(service, address, e);
    }
  }

  private HttpRequest read(String path, String type) {
    return request(path).timeout(LONGEST_ANSWER).header("Accept", type).build();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
    return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    return exchange(request, BodyHandlers.ofByteArray());
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new NoAnswerException.Unreachable(service, address, e);
    } catch (SSLHandshakeException e) {
      throw NoAnswerException.distrusted(service, address, e);
    } catch (IOException e) {
      Optional<UnreadableDataException> unreadable = UnreadableDataException.in(e);
      if (unreadable.isPresent()) {
        throw unreadable.get();
      }
      throw NoAnswerException.broken(service, address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  private HttpResponse<byte[]> accepted(HttpResponse<byte[]> response) {
    if (isAccepted(response.statusCode())) {
      return response;
    }
    throw refusal(response.statusCode(), response.body());
  }

  private static boolean isAccepted(int status) {
    return status / 100 == 2;
  }

  private RefusedException refusal(int status, byte[] body) {
    Problem problem = Problem.of(status, tree(body).orElse(MissingNode.getInstance()));
    return RefusedException.Unavailable.isStatus(status)
        ? new RefusedException.Unavailable(service, problem)
        : new RefusedException(service, problem);
  }

  private JsonNode json(HttpResponse<byte[]> response) {
    return tree(response.body())
        .orElseThrow(
            () ->
                new RefusedException(
                    service,
                    new Problem(
                        response.statusCode(),
                        "The answer is not JSON",
                        address + " may be another program: check " + service.option(),
                        "")));
  }

  private Optional<JsonNode> tree(byte[] body) {
    try {
      JsonNode tree = mapper.readTree(body);
      return Optional.ofNullable(tree).filter(JsonNode::isContainerNode);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private byte[] readAll(InputStream body) {
    try (body) {
      return body.readAllBytes();
    } catch (IOException e) {
      throw NoAnswerException.broken(service, address, e);
    }
  }

  /** How a service is. */
  public enum Health {
    READY,
    NOT_READY,
    ABSENT
  }
}
