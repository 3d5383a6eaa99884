package io.boxstream.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.local.RunningServices;
import io.boxstream.local.RunningServices.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Requests to the services themselves, with the key of somebody who may do everything. */
final class ServiceCalls {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunningServices services;
  private final String key;

  ServiceCalls(RunningServices services, String key) {
    this.services = services;
    this.key = key;
  }

  JsonNode get(Service service, String path) {
    return success(send(request(service, path).GET()));
  }

  JsonNode post(Service service, String path, String json) {
    return post(service, path, "application/json", BodyPublishers.ofString(json));
  }

  JsonNode post(Service service, String path, String type, BodyPublisher body) {
    return success(sent(service, path, type, body));
  }

  /** The answer to a request that may be refused. */
  HttpResponse<String> sent(Service service, String path, String type, BodyPublisher body) {
    return send(request(service, path).header("Content-Type", type).POST(body));
  }

  private HttpRequest.Builder request(Service service, String path) {
    return HttpRequest.newBuilder(services.uri(service, path))
        .header("Authorization", "Bearer " + key);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return services.send(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode success(HttpResponse<String> answer) {
    assertThat(answer.statusCode() / 100).as(answer.request() + ": " + answer.body()).isEqualTo(2);
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
