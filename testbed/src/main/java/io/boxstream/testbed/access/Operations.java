package io.boxstream.testbed.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.access.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The operations that a service with a file of keys states in its OpenAPI document. */
final class Operations {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");

  private final URI address;
  private final TestKeys keys;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** The media type of the body of each operation; empty without body. */
  private final Map<String, Optional<String>> contents = new TreeMap<>();

  private Operations(URI address, TestKeys keys) {
    this.address = address;
    this.keys = keys;
  }

  /** Reads the document of a service. */
  static Operations of(URI address, TestKeys keys) throws IOException, InterruptedException {
    Operations operations = new Operations(address, keys);
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/q/openapi?format=json"))
            .header("Authorization", keys.authorization(Scope.READ))
            .build();
    String document = operations.http.send(request, BodyHandlers.ofString()).body();
    JsonNode paths = new ObjectMapper().readTree(document).path("paths");
    for (Iterator<String> names = paths.fieldNames(); names.hasNext(); ) {
      String path = names.next();
      operations.add(path, paths.path(path));
    }
    return operations;
  }

  private void add(String path, JsonNode item) {
    for (Iterator<String> names = item.fieldNames(); names.hasNext(); ) {
      String method = names.next();
      if (METHODS.contains(method)) {
        Iterator<String> types = item.path(method).at("/requestBody/content").fieldNames();
        contents.put(
            method.toUpperCase(Locale.ROOT) + " " + path,
            types.hasNext() ? Optional.of(types.next()) : Optional.empty());
      }
    }
  }

  /** All of them, as {@code GET /v1/images/{id}}. */
  Set<String> names() {
    return new TreeSet<>(contents.keySet());
  }

  /** The status of an operation without a key. */
  int statusWithoutKey(String operation) throws IOException, InterruptedException {
    return send(request(operation));
  }

  /** The status of an operation with a key that has every scope but one. */
  int statusWithout(String operation, Scope scope) throws IOException, InterruptedException {
    return send(request(operation).header("Authorization", keys.authorizationWithout(scope)));
  }

  /** The status of an operation with a key that has one scope. */
  int statusWith(String operation, Scope scope) throws IOException, InterruptedException {
    return send(request(operation).header("Authorization", keys.authorization(scope)));
  }

  /** With ids that do not exist and bodies that are none: it is refused, or does nothing. */
  private HttpRequest.Builder request(String operation) {
    String[] parts = operation.split(" ", 2);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(parts[1].replaceAll("\\{[^}]*}", "nothing")));
    Optional<String> type = contents.getOrDefault(operation, Optional.empty());
    if (type.isEmpty()) {
      return request.method(parts[0], BodyPublishers.noBody());
    }
    return type.get().startsWith("multipart/")
        ? request
            .method(parts[0], BodyPublishers.ofString("--x--\r\n"))
            .header("Content-Type", type.get() + "; boundary=x")
        : request
            .method(parts[0], BodyPublishers.ofString("x"))
            .header("Content-Type", type.get().replace("*", "png"));
  }

  /** Without changes: to resolve an address would normalize it. */
  private URI at(String path) {
    return URI.create("http://" + address.getAuthority() + path);
  }

  private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<Void> response = http.send(request.build(), BodyHandlers.discarding());
    return response.statusCode();
  }
}
