package io.boxstream.inference.app;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.EventCodec;
import io.boxstream.events.ModelPromoted;
import io.boxstream.events.TopicAdmin;
import io.boxstream.events.Topics;
import io.boxstream.inference.TestCheckpoints;
import io.boxstream.inference.TestImages;
import io.boxstream.testbed.OnTestbed;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service with a model: answers, refusals, and the way from one model to the next. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
@OnTestbed
class ServingIT {
  private static final String PROBLEM = "application/problem+json";
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @TestHTTPResource("/v1/detect")
  URI detect;

  private TopicProbe probe;
  private ObjectStore store;
  private Artifacts artifacts;

  /** Generation 1 may be there already: a chain only grows. */
  @BeforeEach
  void serve() {
    TopicAdmin.createAll(KafkaAndStore.brokers());
    probe = new TopicProbe(KafkaAndStore.brokers());
    store = KafkaAndStore.connect();
    artifacts = new Artifacts(store);
    if (newest() == 0) {
      promoteFresh();
    }
    awaitGeneration(newest());
  }

  @AfterEach
  void letGo() {
    store.close();
    probe.close();
  }

  @Test
  void answersABodyAndAFormAlike() {
    // Given
    byte[] png = TestImages.png(120, 80, 5);

    // When
    ValidatableResponse body = given().contentType("image/png").body(png).post("/v1/detect").then();
    ValidatableResponse form =
        given().multiPart("image", "site.png", png, "image/png").post("/v1/detect").then();

    // Then
    body.statusCode(200)
        .body("image.width", equalTo(120))
        .body("image.height", equalTo(80))
        .body("model.name", equalTo("detector"))
        .body("model.generation", equalTo(newest()))
        .body("boxes", not(empty()))
        .body("source", equalTo(null));
    form.statusCode(200).body("boxes", equalTo(body.extract().path("boxes")));
    assertThat(body.extract().<List<Float>>path("boxes.score"))
        .isSortedAccordingTo((a, b) -> Float.compare(b, a));
    assertThat(body.extract().<List<Float>>path("boxes.xMax")).allMatch(x -> x >= 0 && x <= 120);
    assertThat(body.extract().<List<Float>>path("boxes.yMax")).allMatch(y -> y >= 0 && y <= 80);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/webp",
        "image/x-anything",
        "application/octet-stream",
        "application/x-www-form-urlencoded"
      })
  void looksAtTheBytesWhateverTheTypeIs(String type) throws Exception {
    byte[] png = TestImages.png(120, 80, 5);

    HttpResponse<String> response = send(png, "Content-Type", type);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(new ObjectMapper().readTree(response.body()).at("/image/width").asInt())
        .isEqualTo(120);
  }

  @Test
  void detectsWithoutAContentType() throws Exception {
    HttpResponse<String> response = send(TestImages.png(120, 80, 5), "Accept", "*/*");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  @Test
  void namesAFormatThatIsNotRead() {
    post("GIF89a and more".getBytes(UTF_8))
        .statusCode(415)
        .contentType(PROBLEM)
        .body("code", equalTo("unsupported-image"))
        .body("detail", containsString("GIF"));
  }

  @Test
  void continuesTheTraceOfAnUpload() throws Exception {
    byte[] png = TestImages.png(120, 80, 5);

    HttpResponse<String> answer = send(png, "traceparent", TRACE, "tracestate", "vendor=1");
    HttpResponse<String> refusal = send(new byte[9], "traceparent", TRACE);
    HttpResponse<String> invalid = send(png, "traceparent", "00-1-2-01");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("traceparent")).containsExactly(TRACE);
    assertThat(answer.headers().allValues("tracestate")).containsExactly("vendor=1");
    assertThat(refusal.statusCode()).isEqualTo(422);
    assertThat(refusal.headers().allValues("traceparent")).containsExactly(TRACE);
    assertThat(invalid.headers().allValues("traceparent")).isEmpty();
  }

  @Test
  void continuesTheTraceOfARequestOnTheTopic() {
    // Given
    ProducerRecord<byte[], byte[]> request = request("traced", TestImages.png(120, 80, 5), TRACE);
    ProducerRecord<byte[], byte[]> poison = request("traced-poison", new byte[9], TRACE);
    ProducerRecord<byte[], byte[]> invalid =
        request("traced-badly", TestImages.png(120, 80, 5), "00-1-2-01");

    // When
    probe.send(request);
    probe.send(poison);
    probe.send(invalid);

    // Then
    assertThat(trace(find(Topics.DETECTIONS, "traced"))).isEqualTo(TRACE);
    assertThat(trace(find(Topics.deadLetters(Topics.DETECTION_REQUESTS), "traced-poison")))
        .isEqualTo(TRACE);
    assertThat(find(Topics.DETECTIONS, "traced-badly").headers().lastHeader("traceparent"))
        .isNull();
  }

  @Test
  void exportsTheModelThatServes() throws IOException {
    // When
    byte[] zip =
        when()
            .get("/v1/model/export")
            .then()
            .statusCode(200)
            .contentType("application/zip")
            .extract()
            .asByteArray();

    // Then
    Set<String> names = new TreeSet<>();
    try (ZipInputStream files = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
        names.add(file.getName());
      }
    }
    assertThat(names)
        .containsExactly("detector-0000.params", "detector-classes.txt", "detector-symbol.json");
  }

  @Test
  void exportsForOnnxRuntimeWhatFindsTheSame() throws Exception {
    // Given
    int generation = newest() + 1;
    CheckpointId checkpoint = TestCheckpoints.saveFresh(artifacts, generation, 7);
    promote(checkpoint);
    awaitGeneration(generation);
    byte[][] images = {
      TestImages.png(300, 300, 5), TestImages.png(300, 300, 6), TestImages.png(300, 300, 7)
    };

    // When
    byte[] file =
        when()
            .get("/v1/model/export?format=onnx")
            .then()
            .statusCode(200)
            .contentType("application/octet-stream")
            .header(
                "Content-Disposition",
                "attachment; filename=\"detector-%s.onnx\"".formatted(checkpoint))
            .extract()
            .asByteArray();

    // Then
    try (OnnxClient client = new OnnxClient(file)) {
      assertThat(client.metadata())
          .containsEntry("model", "detector")
          .containsEntry("checkpoint", checkpoint.toString());
      List<List<DetectedBox>> together = client.detect(images);
      for (int i = 0; i < images.length; i++) {
        List<DetectedBox> served = served(images[i]);
        assertThat(served).isNotEmpty();
        assertSame(together.get(i), served);
        assertSame(client.detect(images[i]).get(0), served);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tflite", "ONNX"})
  void namesTheFormatsThatItExports(String format) {
    given()
        .queryParam("format", format)
        .get("/v1/model/export")
        .then()
        .statusCode(400)
        .contentType(PROBLEM)
        .body("code", equalTo("invalid-request"))
        .body("detail", equalTo("format is \"" + format + "\", not one of mxnet, onnx"));
  }

  @Test
  void leavesOutWhatIsBelowTheThresholdThatWasAskedFor() {
    byte[] jpeg = TestImages.jpeg(120, 80, 5);

    given()
        .contentType("image/jpeg")
        .body(jpeg)
        .post("/v1/detect?threshold=1")
        .then()
        .statusCode(200)
        .body("boxes", empty());
    given()
        .contentType("image/jpeg")
        .body(jpeg)
        .post("/v1/detect?threshold=2")
        .then()
        .statusCode(400)
        .contentType(PROBLEM);
    given()
        .contentType("image/jpeg")
        .body(jpeg)
        .post("/v1/detect?threshold=x")
        .then()
        .statusCode(400)
        .contentType(PROBLEM);
  }

  @Test
  void servesWithTheThresholdsOfTheEvaluation() {
    // Given a model whose evaluation names thresholds, and an image with hats and persons
    when()
        .get("/v1/model")
        .then()
        .body("threshold.source", equalTo("fallback"))
        .body("threshold.overall", equalTo(0.05f));
    byte[] jpeg = TestImages.jpeg(120, 80, 5);
    int generation = newest() + 1;
    CheckpointId checkpoint = TestCheckpoints.saveFresh(artifacts, generation, generation);
    TestCheckpoints.evaluate(
        artifacts, checkpoint, Optional.of(new ScoreThresholds(0.0, Map.of("person", 1.0))));

    // When
    promote(checkpoint);
    awaitGeneration(generation);

    // Then
    when()
        .get("/v1/model")
        .then()
        .statusCode(200)
        .body("threshold.source", equalTo("evaluation"))
        .body("threshold.overall", equalTo(0.0f))
        .body("threshold.perClass.person", equalTo(1.0f));
    post(jpeg)
        .statusCode(200)
        .body("boxes.label", hasItem("hat"))
        .body("boxes.label", not(hasItem("person")));
    given()
        .contentType("image/jpeg")
        .body(jpeg)
        .post("/v1/detect?threshold=0")
        .then()
        .body("boxes.label", hasItems("hat", "person"));
    when().get("/q/openapi").then().body(containsString("perClass"));
    promoteFresh();
    awaitGeneration(generation + 1);
  }

  @Test
  void refusesBadImagesAndGoesOn() {
    byte[] jpeg = TestImages.jpeg(120, 80, 5);

    post("hat at 10, 20".getBytes(UTF_8))
        .statusCode(422)
        .contentType(PROBLEM)
        .body("code", equalTo("unreadable-image"));
    post(new byte[0]).statusCode(422).body("code", equalTo("unreadable-image"));
    post(TestImages.truncated(jpeg)).statusCode(422).body("code", equalTo("unreadable-image"));
    post(TestImages.claimingToBeHuge(jpeg))
        .statusCode(413)
        .body("code", equalTo("image-too-large"));
    post(new byte[20 << 20 | 1]).statusCode(413).body("code", equalTo("image-too-large"));
    post(jpeg).statusCode(200);
  }

  @Test
  void refusesALongBodyBeforeItIsSent() throws Exception {
    try (Socket socket = new Socket(detect.getHost(), detect.getPort())) {
      // When a client announces more than the server would ever read, and waits
      socket
          .getOutputStream()
          .write(
              """
              POST /v1/detect HTTP/1.1\r
              Host: localhost\r
              Content-Type: image/jpeg\r
              Content-Length: 70000000\r
              \r
              """
                  .getBytes(UTF_8));

      // Then it is told why not, and the connection ends
      String response = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(response)
          .startsWith("HTTP/1.1 413 ")
          .containsIgnoringCase("content-type: " + PROBLEM)
          .contains("\"code\":\"image-too-large\"");
    }
  }

  @Test
  void keepsTheOldModelWhenANewOneCannotBeLoaded() {
    // Given
    int serving = newest();

    // When a checkpoint without parameters is promoted, and after it one whose parameters are none
    promote(TestCheckpoints.save(artifacts, serving + 1, new BlobReference("ab".repeat(32), 10)));
    awaitFailure("generation " + (serving + 1), "blobs/abab");
    promote(
        TestCheckpoints.save(
            artifacts, serving + 2, artifacts.blobs().put("no parameters".getBytes(UTF_8))));
    awaitFailure("generation " + (serving + 2), "");

    // Then the old one serves until a good one comes
    when().get("/v1/model").then().statusCode(200).body("generation", equalTo(serving));
    post(TestImages.jpeg(120, 80, 5)).statusCode(200).body("model.generation", equalTo(serving));
    promoteFresh();
    awaitGeneration(serving + 3);
    when().get("/q/health/ready").then().statusCode(200).body(not(containsString("reason")));
  }

  @Test
  void aPoisonedNotificationBecomesADeadLetterAndTheNextOneIsFollowed() {
    // Given
    byte[] poison = "promoted, I swear".getBytes(UTF_8);

    // When
    probe.send(Topics.PROMOTIONS, "detector", poison);
    promoteFresh();

    // Then
    List<ConsumerRecord<byte[], byte[]>> letters =
        probe.read(Topics.deadLetters(Topics.PROMOTIONS), records -> !records.isEmpty());
    assertThat(letters.get(0).value()).isEqualTo(poison);
    awaitGeneration(newest());
  }

  @Test
  void doesNotComputeWhatNobodyWaitsForAnyMore() throws Exception {
    byte[] png = TestImages.png(120, 80, 5);

    HttpResponse<String> late = send(png, "deadline", "2026-11-23T10:15:30Z");
    HttpResponse<String> early = send(png, "deadline", "2999-01-01T00:00:00Z");
    HttpResponse<String> invalid = send(png, "deadline", "tomorrow");

    assertThat(late.statusCode()).isEqualTo(504);
    assertThat(late.body()).contains("deadline-exceeded");
    assertThat(early.statusCode()).as(early.body()).isEqualTo(200);
    assertThat(invalid.statusCode()).isEqualTo(400);
    assertThat(invalid.body()).contains("deadline must be a time");
  }

  @Test
  void refusesMoreImagesThanItMayWorkOnAndSaysWhenToComeAgain() throws Exception {
    // Given images that take long to decode, and more of them than the 64 that are allowed
    byte[] image = TestImages.jpeg(3000, 2000, 5);
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(detect)
            .header("Content-Type", "image/jpeg")
            .POST(HttpRequest.BodyPublishers.ofByteArray(image))
            .build();

    // When
    List<CompletableFuture<HttpResponse<String>>> sent =
        IntStream.range(0, 160)
            .mapToObj(i -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
            .toList();

    // Then
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> answer : sent) {
      answers.add(answer.get(60, TimeUnit.SECONDS));
    }
    assertThat(answers)
        .extracting(HttpResponse::statusCode)
        .contains(200, 429)
        .containsOnly(200, 429);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 429)
        .allSatisfy(
            answer -> {
              assertThat(answer.body()).contains("overloaded");
              assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                  .isBetween(1L, 60L);
            });
  }

  @Test
  void swapsUnderLoadWithoutLosingARequest() throws Exception {
    // Given uploads from four clients, and requests on the topic
    long before = probe.count(Topics.DETECTIONS);
    int old = newest();
    AtomicBoolean enough = new AtomicBoolean();
    ExecutorService clients = Executors.newFixedThreadPool(5);
    List<Future<List<Integer>>> uploads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] image = TestImages.jpeg(100 + i, 90, i);
      uploads.add(clients.submit(() -> upload(image, enough)));
    }
    Future<Integer> requests = clients.submit(() -> request(enough));
    await().atMost(TIMEOUT).until(() -> probe.count(Topics.DETECTIONS) > before + 20);

    // When the next model is promoted, and has answered for a while
    promoteFresh();
    awaitGeneration(old + 1);
    long swapped = probe.count(Topics.DETECTIONS);
    await().atMost(TIMEOUT).until(() -> probe.count(Topics.DETECTIONS) > swapped + 40);
    enough.set(true);

    // Then every upload was answered, by the one or the other
    Set<Integer> generations = new TreeSet<>();
    for (Future<List<Integer>> upload : uploads) {
      List<Integer> answered = upload.get(60, TimeUnit.SECONDS);
      assertThat(answered).isSorted();
      generations.addAll(answered);
    }
    assertThat(generations).containsExactly(old, old + 1);

    // and so was every request on the topic, under its key
    int sent = requests.get(60, TimeUnit.SECONDS);
    clients.shutdown();
    List<JsonNode> results =
        probe.read(Topics.DETECTIONS, records -> keys(records).size() >= sent).stream()
            .filter(
                record ->
                    record.key() != null && new String(record.key(), UTF_8).startsWith("load-"))
            .map(ServingIT::json)
            .toList();
    assertThat(results).hasSizeGreaterThanOrEqualTo(sent);
    assertThat(results)
        .allSatisfy(
            result -> {
              int generation = result.at("/model/generation").asInt();
              assertThat(generation).isBetween(old, old + 1);
              assertThat(result.at("/model/checkpointId").asText())
                  .isEqualTo("run-%06d".formatted(generation));
            });
  }

  private HttpResponse<String> send(byte[] image, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(detect).POST(HttpRequest.BodyPublishers.ofByteArray(image));
    return HttpClient.newHttpClient()
        .send(request.headers(headers).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static ProducerRecord<byte[], byte[]> request(String key, byte[] image, String trace) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.DETECTION_REQUESTS, key.getBytes(UTF_8), image);
    record.headers().add("traceparent", trace.getBytes(UTF_8));
    return record;
  }

  private ConsumerRecord<byte[], byte[]> find(String topic, String key) {
    Predicate<ConsumerRecord<byte[], byte[]>> wanted =
        record -> record.key() != null && new String(record.key(), UTF_8).equals(key);
    return probe.read(topic, records -> records.stream().anyMatch(wanted)).stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow();
  }

  private static String trace(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.headers().lastHeader("traceparent").value(), UTF_8);
  }

  private List<Integer> upload(byte[] image, AtomicBoolean enough) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    List<Integer> generations = new ArrayList<>();
    while (!enough.get()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(detect)
                  .header("Content-Type", "image/jpeg")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(image))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      generations.add(new ObjectMapper().readTree(response.body()).at("/model/generation").asInt());
    }
    return generations;
  }

  /** Sends requests until it is enough, never far ahead of the answers. */
  private int request(AtomicBoolean enough) {
    long before = probe.count(Topics.DETECTIONS);
    byte[] image = TestImages.jpeg(90, 100, 9);
    int sent = 0;
    while (!enough.get()) {
      for (int i = 0; i < 10; i++) {
        probe.send(Topics.DETECTION_REQUESTS, "load-" + sent++, image);
      }
      long due = before + sent - 50;
      await().atMost(TIMEOUT).until(() -> enough.get() || probe.count(Topics.DETECTIONS) >= due);
    }
    return sent;
  }

  private static Set<String> keys(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream()
        .filter(record -> record.key() != null)
        .map(record -> new String(record.key(), UTF_8))
        .filter(key -> key.startsWith("load-"))
        .collect(Collectors.toSet());
  }

  private static ValidatableResponse post(byte[] image) {
    return given().contentType("image/jpeg").body(image).post("/v1/detect").then();
  }

  /** What the service finds above its lowest score, best first. */
  private static List<DetectedBox> served(byte[] image) {
    return given()
        .contentType("image/png")
        .body(image)
        .post("/v1/detect?threshold=0")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("boxes", DetectedBox.class);
  }

  /** Scores within 1e-4, corners within a hundredth of a pixel. */
  private static void assertSame(List<DetectedBox> found, List<DetectedBox> served) {
    assertThat(found).hasSameSizeAs(served);
    for (int row = 0; row < served.size(); row++) {
      DetectedBox one = found.get(row);
      DetectedBox other = served.get(row);
      assertThat(one.label()).isEqualTo(other.label());
      assertThat(one.score()).isCloseTo(other.score(), within(1e-4));
      assertThat(one.xMin()).isCloseTo(other.xMin(), within(0.01));
      assertThat(one.yMin()).isCloseTo(other.yMin(), within(0.01));
      assertThat(one.xMax()).isCloseTo(other.xMax(), within(0.01));
      assertThat(one.yMax()).isCloseTo(other.yMax(), within(0.01));
    }
  }

  private int newest() {
    return artifacts
        .promotions(TestCheckpoints.MODEL)
        .latest()
        .map(promotion -> promotion.generation())
        .orElse(0);
  }

  private void promoteFresh() {
    int generation = newest() + 1;
    promote(TestCheckpoints.saveFresh(artifacts, generation, generation));
  }

  private void promote(CheckpointId checkpoint) {
    int generation = newest() + 1;
    TestCheckpoints.promote(artifacts, generation, checkpoint);
    probe.send(
        EventCodec.forService("evaluator")
            .toRecord(
                Topics.PROMOTIONS,
                TestCheckpoints.MODEL,
                new ModelPromoted(
                    TestCheckpoints.MODEL,
                    generation,
                    checkpoint.toString(),
                    checkpoint.manifestKey(),
                    "better",
                    "test",
                    0.5,
                    Optional.empty()),
                Instant.now()));
  }

  private static void awaitGeneration(int generation) {
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                when()
                    .get("/v1/model")
                    .then()
                    .statusCode(200)
                    .body("generation", equalTo(generation)));
  }

  private static void awaitFailure(String what, String reason) {
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                when()
                    .get("/q/health/ready")
                    .then()
                    .statusCode(200)
                    .body("checks.find { it.name == 'model' }.data.failed", containsString(what))
                    .body(
                        "checks.find { it.name == 'model' }.data.reason", containsString(reason)));
  }

  private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
    try {
      return new ObjectMapper().readTree(record.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
