package io.boxstream.local;

import static io.boxstream.local.RunningServices.Service.EVALUATOR;
import static io.boxstream.local.RunningServices.Service.INFERENCE;
import static io.boxstream.local.RunningServices.Service.INGEST;
import static io.boxstream.local.RunningServices.Service.TRAINER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.access.ApiKey;
import io.boxstream.access.Identity;
import io.boxstream.access.KeyFile;
import io.boxstream.access.KeyHash;
import io.boxstream.access.KeySecret;
import io.boxstream.access.Scope;
import io.boxstream.local.RunningServices.Service;
import io.boxstream.local.sample.SampleDataSet;
import io.boxstream.local.sample.SampleSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Schemathesis sends what the OpenAPI document of each service allows, and what it does not, to
 * services with images, a run, an evaluation and a model that serves: {@code mvn -Prest-fuzzer
 * verify -pl deploy/local -am}. Skipped where Python or the package schemathesis is missing.
 */
@Tag("rest-fuzzer")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class RestFuzzIT {
  private static final SampleSettings IMAGES = new SampleSettings(16, 4, 2, 23);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final String PYTHON = System.getenv().getOrDefault("BOXSTREAM_PYTHON", "python3");

  /** Operations that must do their work at least once, with the end of the address. */
  private static final Map<Service, Map<String, String>> USED =
      Map.of(
          TRAINER,
          Map.of("GET /v1/recipes", ""),
          INFERENCE,
          Map.of(
              "GET /v1/model/export", "format=onnx",
              "GET /v2/models/{name}", "",
              "GET /v2/models/{name}/versions/{generation}/ready", "",
              "POST /v2/models/{name}/infer", "",
              "POST /v2/models/{name}/versions/{generation}/infer", "",
              "POST /v2/repository/index", ""));

  private static final List<String> REFUSED = List.of("--checks", "refused");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir static Path folder;

  private static final KeySecret ALL = KeySecret.generate(RANDOM);
  private static final KeySecret METRICS_ONLY = KeySecret.generate(RANDOM);
  private static RunningServices services;

  @BeforeAll
  static void trainAModel() throws Exception {
    assumeTrue(LocalCheckout.servicesAreBuilt(), "the services are not packaged: run mvn verify");
    assumeTrue(
        python("-c", "import schemathesis") == 0,
        PYTHON
            + " or its package schemathesis is missing: pip install schemathesis, and set"
            + " BOXSTREAM_PYTHON to the Python that has it");
    for (String file : List.of("schemathesis.toml", "checks.py")) {
      try (var in = RestFuzzIT.class.getResourceAsStream("/rest-fuzzer/" + file)) {
        Files.write(folder.resolve(file), in.readAllBytes());
      }
    }
    services = new RunningServices(folder);
    services.startAll(
        Map.of(
            "BOXSTREAM_ACCESS_KEYS_FILE",
            writeKeys().toString(),
            "BOXSTREAM_TRAINER_START_AUTOMATIC",
            "false",
            "BOXSTREAM_INGEST_WEBHOOKS_LABEL_STUDIO_SECRET",
            ALL.secret(),
            "BOXSTREAM_INGEST_WEBHOOKS_LABEL_STUDIO_BASE_URL",
            "http://127.0.0.1:1"));
    services.awaitReady(INGEST, TRAINER, EVALUATOR);
    importImages();
    promote(train());
    services.awaitReady(INFERENCE);
    rejectAnImage();
  }

  @AfterAll
  static void stop() {
    if (services != null) {
      services.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void answersAsItsDocumentSaysAndNeverFails(Service service) throws Exception {
    int found = fuzz(service, ALL, 60, List.of());

    DrivenOperations driven = report(service);
    assertThat(found).as("see the report above").isZero();
    assertThat(services.log(service.module()))
        .content()
        .doesNotContain("A request failed", "a request failed");
    USED.getOrDefault(service, Map.of())
        .forEach(
            (operation, address) ->
                assertThat(driven.succeeded(operation, sent -> sent.endsWith(address)))
                    .as("%s %s succeeds", operation, address)
                    .isTrue());
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void withoutAKeyNothingIsAnswered(Service service) throws Exception {
    assertThat(fuzz(service, null, 10, REFUSED)).isZero();
    report(service);
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void aKeyWithoutTheScopeDoesNothing(Service service) throws Exception {
    assertThat(fuzz(service, METRICS_ONLY, 10, REFUSED)).isZero();
    report(service);
  }

  /** Every operation of the document was tried; prints what they answered. */
  private static DrivenOperations report(Service service) throws IOException {
    Set<String> documented = DrivenOperations.documented(JSON.readTree(document(service).toFile()));
    DrivenOperations driven = DrivenOperations.read(answers());
    System.out.printf(
        "%s: %d operations, %d requests%n",
        service.module(), documented.size(), driven.answers().size());
    driven
        .statuses()
        .forEach((operation, statuses) -> System.out.println(operation + " " + statuses));
    assertThat(driven.operations()).as("operations that were tried").isEqualTo(documented);
    return driven;
  }

  private static Path document(Service service) {
    return folder.resolve(service.module() + ".json");
  }

  private static Path answers() {
    return folder.resolve("answers.txt");
  }

  private static int fuzz(Service service, KeySecret key, int examples, List<String> options)
      throws Exception {
    // The document itself needs a key: it is read first.
    Path document = document(service);
    Files.deleteIfExists(answers());
    Files.writeString(document, send(get(service, "/q/openapi?format=json")).body());
    List<String> command =
        new ArrayList<>(
            List.of(
                "-m",
                "schemathesis.cli",
                "--config-file",
                "schemathesis.toml",
                "run",
                document.toString(),
                "--url",
                services.uri(service, "").toString(),
                "--max-examples",
                String.valueOf(examples)));
    command.addAll(options);
    if (key != null) {
      command.addAll(List.of("--header", "Authorization: Bearer " + key.reveal()));
    }
    return python(command.toArray(String[]::new));
  }

  /** Runs Python, whose output is that of this test. */
  private static int python(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("SCHEMATHESIS_HOOKS", "checks");
    builder.environment().put("PYTHONPATH", folder.toString());
    builder.environment().put("BOXSTREAM_FUZZER_ANSWERS", answers().toString());
    builder.environment().put("NO_COLOR", "1");
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("python.txt").toFile());
    try {
      Process python = builder.start();
      assertThat(python.waitFor(20, TimeUnit.MINUTES)).as("ends").isTrue();
      if (python.exitValue() != 0) {
        System.out.println(Files.readString(folder.resolve("python.txt")));
      }
      return python.exitValue();
    } catch (IOException e) {
      return -1;
    }
  }

  private static void importImages() throws IOException {
    Path images = folder.resolve("images");
    new SampleDataSet(IMAGES).write(images);
    Path archive = folder.resolve("images.zip");
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(images)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(images.relativize(file).toString()));
        Files.copy(file, zip);
      }
    }
    String id =
        json(send(
                request(INGEST, "/v1/imports")
                    .header("Content-Type", "application/zip")
                    .POST(BodyPublishers.ofFile(archive))))
            .path("id")
            .asText();
    await()
        .atMost(LONGEST)
        .until(
            () ->
                !json(send(get(INGEST, "/v1/imports/" + id)))
                    .path("state")
                    .asText()
                    .equals("RUNNING"));
    assertThat(json(send(get(INGEST, "/v1/statistics"))).path("images").toString())
        .isNotEqualTo("0");
  }

  /** Trains an epoch. */
  private static String train() throws IOException {
    String run =
        json(send(
                request(TRAINER, "/v1/runs")
                    .header("Content-Type", "application/json")
                    .POST(
                        BodyPublishers.ofString(
                            "{\"recipe\": \"quick\", \"preset\": \"boxstream_300_compact\", \"epochs\": 1, \"batch\": 4}"))))
            .path("id")
            .asText();
    await()
        .atMost(LONGEST)
        .until(
            () -> {
              JsonNode status = json(send(get(TRAINER, "/v1/runs/" + run)));
              assertThat(status.path("state").asText()).as("%s", status).isNotEqualTo("FAILED");
              return status.path("state").asText().equals("COMPLETED");
            });
    await()
        .atMost(LONGEST)
        .until(
            () ->
                !json(send(get(EVALUATOR, "/v1/evaluations")))
                    .findValuesAsText("checkpoint")
                    .isEmpty());
    return json(send(get(EVALUATOR, "/v1/evaluations"))).findValuesAsText("checkpoint").get(0);
  }

  private static void promote(String checkpoint) throws IOException {
    HttpResponse<String> answer =
        send(
            request(EVALUATOR, "/v1/models/detector/promotions")
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"checkpoint\": \"%s\", \"reason\": \"it is the only one\"}"
                            .formatted(checkpoint))));
    // The policy may have promoted it: 409.
    assertThat(answer.statusCode()).isIn(201, 409);
  }

  private static void rejectAnImage() throws IOException {
    String part = "--part\r\nContent-Disposition: form-data; name=";
    String body =
        part
            + "\"image\"; filename=\"a.jpg\"\r\n\r\nno image\r\n"
            + part
            + "\"annotation\"\r\n\r\n{\"boxes\":[]}\r\n--part--\r\n";
    assertThat(
            send(request(INGEST, "/v1/images")
                    .header("Content-Type", "multipart/form-data; boundary=part")
                    .POST(BodyPublishers.ofString(body)))
                .statusCode())
        .isEqualTo(422);
  }

  private static HttpRequest.Builder get(Service service, String path) {
    return request(service, path);
  }

  private static HttpRequest.Builder request(Service service, String path) {
    return HttpRequest.newBuilder(services.uri(service, path))
        .header("Authorization", "Bearer " + ALL.reveal());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    return services.send(request);
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode() / 100).as(answer.body()).isEqualTo(2);
    return JSON.readTree(answer.body());
  }

  private static Path writeKeys() throws IOException {
    Path file = folder.resolve("keys.json");
    new KeyFile(file)
        .change(
            before ->
                List.of(
                    key("all", ALL, EnumSet.allOf(Scope.class)),
                    key("metrics", METRICS_ONLY, EnumSet.of(Scope.METRICS))));
    return file;
  }

  private static ApiKey key(String name, KeySecret secret, Set<Scope> scopes) {
    return new ApiKey(
        secret.id(),
        Identity.ofKey(name, scopes, Optional.empty()),
        Instant.now(),
        Optional.empty(),
        KeyHash.of(secret, RANDOM));
  }
}
