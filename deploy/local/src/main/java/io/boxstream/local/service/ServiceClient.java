package io.boxstream.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.cli.client.UnreadableDataException;
import io.boxstream.local.LocalRunException;
import io.boxstream.local.NoAnswerException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** A service's HTTP interface. */
public final class ServiceClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final String name;
  private final URI address;
  private final HttpClient http;
  private final Optional<String> key;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * A client.
   *
   * @param name what people call the service
   * @param key API key that is sent; empty if none
   */
  public ServiceClient(String name, URI address, HttpClient http, Optional<String> key) {
    this.name = Objects.requireNonNull(name, "name");
    this.address = Objects.requireNonNull(address, "address");
    this.http = Objects.requireNonNull(http, "http");
    this.key = Objects.requireNonNull(key, "key");
  }

  public String name() {
    return name;
  }

  public URI address() {
    return address;
  }

  /** Whether the service says that it is ready; no answer means not yet. */
  public boolean isReady() {
    try {
      HttpRequest request = HttpRequest.newBuilder(at("/q/health/ready")).timeout(TIMEOUT).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Whether the service answers HTTP at all, ready or not. */
  public boolean isLive() {
    try {
      HttpRequest request = HttpRequest.newBuilder(at("/q/health/live")).timeout(TIMEOUT).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * What a resource holds.
   *
   * @throws NoAnswerException if the service does not answer
   * @throws LocalRunException if it refuses
   */
  public JsonNode get(String path) {
    return body(send(request(path).timeout(TIMEOUT).build()));
  }

  /** What a resource holds; empty where the service answers 404 or 503, for "not there yet". */
  public Optional<JsonNode> find(String path) {
    HttpResponse<byte[]> response = send(request(path).timeout(TIMEOUT).build());
    if (response.statusCode() == 404 || response.statusCode() == 503) {
      return Optional.empty();
    }
    return Optional.of(body(response));
  }

  /** Posts a JSON document. */
  public JsonNode post(String path, JsonNode document) {
    return post(path, "application/json", BodyPublishers.ofString(document.toString()), TIMEOUT);
  }

  /**
   * Posts a body of any kind.
   *
   * @param longest how long the answer may take
   */
  public JsonNode post(String path, String type, BodyPublisher body, Duration longest) {
    return body(
        send(request(path).timeout(longest).header("Content-Type", type).POST(body).build()));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
    key.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
    return request;
  }

  private URI at(String path) {
    return address.resolve(path);
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      Optional<UnreadableDataException> unreadable = UnreadableDataException.in(e);
      if (unreadable.isPresent()) {
        throw new LocalRunException(unreadable.get().getMessage(), unreadable.get());
      }
      throw new NoAnswerException(
          name + " did not answer " + request.method() + " " + request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private JsonNode body(HttpResponse<byte[]> response) {
    boolean accepted = response.statusCode() / 100 == 2;
    try {
      JsonNode document = json.readTree(response.body());
      if (accepted) {
        return document;
      }
      throw new LocalRunException(refusal(response.statusCode(), document));
    } catch (IOException e) {
      throw new LocalRunException(
          name
              + " answered "
              + response.statusCode()
              + (accepted ? " with something that is not JSON" : ""),
          e);
    }
  }

  private String refusal(int status, JsonNode problem) {
    String detail = problem.path("detail").asText(problem.path("title").asText(""));
    return name + " answered " + status + (detail.isEmpty() ? "" : ": " + detail);
  }

  private static LocalRunException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new LocalRunException("interrupted", e);
  }
}
