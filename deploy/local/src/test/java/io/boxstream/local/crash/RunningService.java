package io.boxstream.local.crash;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/** A service as a process of its own. */
final class RunningService implements AutoCloseable {

  /** The type of an uploaded form. */
  static final String FORM = "multipart/form-data; boundary=part";

  /** It says so at each question. */
  private static final String NOT_READY = "SRHCK01001";

  private static final Duration LONGEST = Duration.ofSeconds(90);

  /** The exit code of a JVM after SIGTERM. */
  private static final int TERMINATED = 143;

  private final Process process;
  private final URI address;
  private final Path log;
  private final Path errors;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * @param log what it writes
   * @param errors where its JVM describes the signal that killed it
   */
  RunningService(Process process, URI address, Path log, Path errors) {
    this.process = process;
    this.address = address;
    this.log = log;
    this.errors = errors;
  }

  RunningService awaitReady() {
    try {
      await()
          .atMost(LONGEST)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                assertThat(process.isAlive()).as(log()).isTrue();
                return status("/q/health/ready") == 200;
              });
    } catch (ConditionTimeoutException e) {
      String log = log().lines().filter(line -> !line.contains(NOT_READY)).collect(joining("\n"));
      throw new AssertionError("not ready: " + log, e);
    }
    return this;
  }

  /** Waits until a signal has killed it, which the JVM describes in a file. */
  void awaitDeath() throws IOException, InterruptedException {
    assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).as(log()).isTrue();
    assertThat(errors).as(log()).content().contains("SIGSEGV");
    Files.delete(errors);
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = send(request(path).GET().build());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response);
  }

  String text(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build()).body();
  }

  HttpResponse<String> post(String path, String type, byte[] body)
      throws IOException, InterruptedException {
    return send(
        request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)).build());
  }

  URI address(String path) {
    return address.resolve(path);
  }

  /** Its process. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Asks it to stop, as Kubernetes does. */
  void terminate() {
    process.destroy();
  }

  /** Asserts that it does not end for a while. */
  void assertStays(Duration time) {
    await().during(time).atMost(time.multipliedBy(2)).until(process::isAlive);
  }

  /** Waits until it has ended after it was asked to. */
  void awaitEnd(Duration longest) throws InterruptedException {
    assertThat(process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)).as(log()).isTrue();
    assertThat(process.exitValue()).as(log()).isEqualTo(TERMINATED);
  }

  /** Sends an image without objects. */
  HttpResponse<String> upload(byte[] image) throws IOException, InterruptedException {
    return post("/v1/images", FORM, form(image));
  }

  /** An image without objects, as {@link #FORM}. */
  static byte[] form(byte[] image) {
    return form(image, Map.of("annotation", "{\"boxes\":[]}"));
  }

  /** An image with other fields, as {@link #FORM}. */
  static byte[] form(byte[] image, Map<String, String> fields) {
    String part = "--part\r\nContent-Disposition: form-data; name=";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        (part + "\"image\"; filename=\"a.png\"\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    body.writeBytes(image);
    fields.forEach(
        (name, value) ->
            body.writeBytes(
                ("\r\n" + part + "\"" + name + "\"\r\n\r\n" + value)
                    .getBytes(StandardCharsets.UTF_8)));
    body.writeBytes("\r\n--part--\r\n".getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return new ObjectMapper().readTree(response.body());
  }

  /** What it answers; 0 if it does not. */
  int status(String path) throws InterruptedException {
    try {
      return send(request(path).GET().build()).statusCode();
    } catch (IOException notYet) {
      return 0;
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(LONGEST);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }

  private String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Kills it and waits until it is gone: the next one may have its port. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
