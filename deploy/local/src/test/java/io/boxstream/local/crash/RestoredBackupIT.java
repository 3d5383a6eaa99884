package io.boxstream.local.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.events.CheckpointWritten;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.ModelPromoted;
import io.boxstream.events.Topics;
import io.boxstream.images.ContentHash;
import io.boxstream.local.LocalCheckout;
import io.boxstream.local.service.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged services lose everything but a copy that {@code deploy/local/backup} made while they
 * ran. Work goes on between the copy of the log and that of the store.
 */
@Tag("system")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RestoredBackupIT {

  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final String PROMOTION = "promotion ";
  private static final String IMAGE = "image ";

  /** More than fits into a record. */
  private static final int LARGE = 500;

  @TempDir private Path directory;

  @Test
  void comesUpToTheSameGenerationDataSetAndDetections() throws Throwable {
    assumeTrue(LocalCheckout.servicesAreBuilt(), "the services are not packaged: run mvn verify");
    Path copy = directory.resolve("copy");
    Path image = Files.write(directory.resolve("image.png"), DeadlyImages.harmless(1));
    byte[] late = DeadlyImages.harmless(4);

    List<String> before = workAndCopy(copy, image, late);

    // When everything but the copy is lost
    Path restored = directory.resolve("restored");
    backup(Services.none(), "restore", copy.toString(), restored.toString());

    try (Surroundings surroundings = new Surroundings(restored);
        Services services = Services.start(surroundings);
        RunningService trainer = surroundings.start("trainer-service")) {
      trainer.awaitReady();

      // Then all is as it was, but for the image that came after the copy of the log
      List<String> after = backup(services, "facts", image.toString());
      assertThat(after)
          .isEqualTo(
              before.stream()
                  .filter(fact -> !fact.contains("\"id\":\"" + ContentHash.of(late) + "\""))
                  .toList())
          .anyMatch(fact -> fact.startsWith(PROMOTION) && fact.contains("\"generation\":2"))
          .anyMatch(fact -> fact.startsWith(IMAGE) && fact.contains("\"split\":\"val\""))
          .filteredOn(fact -> fact.startsWith(IMAGE))
          .hasSize(3);

      // And the log, which is older than the store, is told of the promotion
      await()
          .atMost(LONGEST)
          .until(() -> values(surroundings, Topics.PROMOTIONS), RestoredBackupIT::endsAtTwo);

      // And the image is accepted again, an answered request is not answered again
      assertThat(services.ingest().upload(late).statusCode()).isEqualTo(201);
      request(surroundings, "after");
      await().atMost(LONGEST).until(() -> values(surroundings, Topics.DETECTIONS).size() >= 2);
      assertThat(values(surroundings, Topics.DETECTIONS))
          .hasSize(2)
          .satisfiesOnlyOnce(answer -> assertThat(answer).contains("\"requestKey\":\"before\""));
    }
  }

  @Test
  @Tag("soak")
  void aStoreThatIsOlderThanTheLogEndsInStatesThatSayWhatIsMissing() throws Exception {
    assumeTrue(LocalCheckout.servicesAreBuilt(), "the services are not packaged: run mvn verify");
    byte[] large = DeadlyImages.noise(5, LARGE, LARGE);
    try (Surroundings surroundings = new Surroundings(directory.resolve("state"))) {
      PromotedModel.promote(surroundings.artifacts());
      CheckpointId other = PromotedModel.evaluated(surroundings.artifacts(), 2, 2);
      try (RunningService ingest = surroundings.start("ingest-service").awaitReady()) {
        assertThat(ingest.upload(large).statusCode()).isEqualTo(201);
      }

      // Given a log that names an image, a checkpoint and a generation that the store lacks
      surroundings.store().delete("blobs/" + ContentHash.of(large));
      announceLostCheckpoint(surroundings);

      // When
      try (Services services = Services.start(surroundings);
          RunningService trainer = surroundings.start("trainer-service").awaitReady()) {

        // Then what cannot be read is set aside, and the last promotion is the store's
        await()
            .atMost(LONGEST)
            .until(
                () ->
                    values(surroundings, Topics.deadLetters(Topics.CHECKPOINTS)).size() == 1
                        && values(surroundings, Topics.deadLetters(Topics.ANNOTATED_IMAGES)).size()
                            == 2);
        await()
            .atMost(LONGEST)
            .until(
                () -> values(surroundings, Topics.PROMOTIONS),
                promotions -> promotions.get(promotions.size() - 1).contains("\"generation\":1,"));
        assertThat(services.inference().get("/v1/model").path("generation").asInt()).isEqualTo(1);

        // And sent again, the image is in the data set of the trainer
        assertThat(images(trainer)).isZero();
        assertThat(services.ingest().upload(large).statusCode()).isIn(200, 201);
        await().atMost(LONGEST).until(() -> images(trainer) == 1);
      }

      // Given a store that lacks what the promoted model is made of
      CheckpointId promoted =
          surroundings.artifacts().promotions("detector").latest().orElseThrow().checkpoint();
      surroundings
          .store()
          .delete(surroundings.artifacts().checkpoints().load(promoted).blobs().parameters().key());
      surroundings.loseWork("inference-service");

      // When
      try (RunningService evaluator = surroundings.start("evaluator-service").awaitReady();
          RunningService inference = surroundings.start("inference-service")) {

        // Then it says so, and serves what is promoted by hand
        await()
            .atMost(LONGEST)
            .until(
                () ->
                    inference.status("/q/health/ready") == 503
                        && inference.text("/q/health/ready").contains("generation 1, checkpoint"));
        assertThat(inference.status("/q/health/live")).isEqualTo(200);
        promote(evaluator, other);
        inference.awaitReady();
        assertThat(inference.get("/v1/model").path("generation").asInt()).isEqualTo(2);
      }
    }
  }

  private static void announceLostCheckpoint(Surroundings surroundings) {
    CheckpointId lost = new CheckpointId("run", 9);
    try (EventPublisher publisher = KafkaEventPublisher.connect(surroundings.kafka(), "test")) {
      publisher.publishAndWait(
          lost.runId(),
          new CheckpointWritten(
              lost.toString(),
              lost.runId(),
              lost.epoch(),
              9,
              lost.manifestKey(),
              "detector",
              PromotedModel.PRESET,
              List.of("hat"),
              1,
              1,
              "0".repeat(64)));
      publisher.publishAndWait(
          "detector",
          new ModelPromoted(
              "detector",
              5,
              lost.toString(),
              lost.manifestKey(),
              "better",
              "policy",
              0.5,
              Optional.empty()));
    }
  }

  /** The images in the data set of a service, as its metrics count them. */
  private static double images(RunningService service) throws Exception {
    return service
        .text("/q/metrics")
        .lines()
        .filter(line -> line.startsWith("boxstream_dataset_images"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** Returns what the services said when the copy of the store was made. */
  private List<String> workAndCopy(Path copy, Path image, byte[] late) throws Throwable {
    Path state = directory.resolve("state");
    try (Surroundings surroundings = new Surroundings(state)) {
      PromotedModel.promote(surroundings.artifacts());
      CheckpointId next = PromotedModel.evaluated(surroundings.artifacts(), 2, 2);
      try (Services services = Services.start(surroundings)) {
        label(services, DeadlyImages.harmless(2), "train");
        label(services, DeadlyImages.harmless(3), "val");
        label(services, DeadlyImages.noise(5, LARGE, LARGE), "test");
        request(surroundings, "before");
        awaitCommitted(surroundings, 1);

        assertThat(refusal("log", state.toString(), copy.toString())).contains("a broker runs on");
        assertThat(refusal("store", state.toString(), copy.toString()))
            .contains("copy the log first");
        surroundings.withoutBroker(
            () -> backup(services, "log", state.toString(), copy.toString()));
        assertThat(services.ingest().upload(late).statusCode()).isEqualTo(201);
        promote(services.evaluator(), next);
        await()
            .atMost(LONGEST)
            .until(() -> services.inference().get("/v1/model").path("generation").asInt() == 2);
        List<String> copied = backup(services, "store", state.toString(), copy.toString());

        assertThat(copied).contains("detector: generation 2, checkpoint " + next + " is complete");
        return backup(services, "facts", image.toString());
      }
    }
  }

  private static void label(Services services, byte[] image, String split) throws Exception {
    String labels =
        "{\"boxes\":[{\"label\":\"hat\",\"xMin\":5,\"yMin\":6,\"xMax\":30,\"yMax\":40}]}";
    var answer =
        services
            .ingest()
            .post(
                "/v1/images",
                RunningService.FORM,
                RunningService.form(image, Map.of("annotation", labels, "split", split)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static void promote(RunningService evaluator, CheckpointId checkpoint) throws Exception {
    byte[] request =
        """
        {"checkpoint":"%s","caller":"Ana","reason":"between the copies"}"""
            .formatted(checkpoint)
            .getBytes(UTF_8);
    var answer = evaluator.post("/v1/models/detector/promotions", "application/json", request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static void request(Surroundings surroundings, String key) {
    try (EventPublisher publisher = KafkaEventPublisher.connect(surroundings.kafka(), "test")) {
      publisher.sendAndWait(
          new ProducerRecord<>(
              Topics.DETECTION_REQUESTS, key.getBytes(UTF_8), DeadlyImages.harmless(6)));
    }
  }

  private static void awaitCommitted(Surroundings surroundings, long requests) {
    try (RequestGroup group = new RequestGroup(surroundings.kafka())) {
      await()
          .atMost(LONGEST)
          .untilAsserted(() -> assertThat(group.committed()).isEqualTo(requests));
    }
  }

  private static boolean endsAtTwo(List<String> promotions) {
    return !promotions.isEmpty()
        && promotions.get(promotions.size() - 1).contains("\"generation\":2");
  }

  private static List<String> values(Surroundings surroundings, String topic) {
    List<String> values = new ArrayList<>();
    try (TopicReader reader = TopicReader.fromBeginning(surroundings.kafka(), topic)) {
      var ends = reader.ends();
      while (!reader.hasReached(ends)) {
        reader
            .poll(Duration.ofMillis(100))
            .forEach(record -> values.add(new String(record.value(), UTF_8)));
      }
    }
    return values;
  }

  private List<String> backup(Services services, String... arguments)
      throws IOException, InterruptedException {
    int code = run(services, arguments);
    assertThat(code)
        .as(String.join(" ", arguments) + ": " + Files.readString(directory.resolve("errors")))
        .isZero();
    return Files.readAllLines(directory.resolve("printed"));
  }

  /** What the script says when it does not do what is asked. */
  private String refusal(String... arguments) throws IOException, InterruptedException {
    assertThat(run(Services.none(), arguments)).isEqualTo(1);
    return Files.readString(directory.resolve("errors"));
  }

  private int run(Services services, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(LocalCheckout.HOME.resolve("deploy/local/backup").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(services.addresses());
    builder.redirectOutput(directory.resolve("printed").toFile());
    builder.redirectError(directory.resolve("errors").toFile());
    return builder.start().waitFor();
  }
}
