package io.boxstream.local.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaEventPublisher;
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
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
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

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final String GROUP = "boxstream-inference";
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

        surroundings.withoutBroker(
            () -> backup(services, "log", state.toString(), copy.toString()));
        assertThat(services.ingest().upload(late).statusCode()).isEqualTo(201);
        promote(services, next);
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

  private static void promote(Services services, CheckpointId checkpoint) throws Exception {
    byte[] request =
        """
        {"checkpoint":"%s","caller":"Ana","reason":"between the copies"}"""
            .formatted(checkpoint)
            .getBytes(UTF_8);
    var answer =
        services.evaluator().post("/v1/models/detector/promotions", "application/json", request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    await()
        .atMost(LONGEST)
        .until(() -> services.inference().get("/v1/model").path("generation").asInt() == 2);
  }

  private static void request(Surroundings surroundings, String key) {
    try (EventPublisher publisher = KafkaEventPublisher.connect(surroundings.kafka(), "test")) {
      publisher.sendAndWait(
          new ProducerRecord<>(
              Topics.DETECTION_REQUESTS, key.getBytes(UTF_8), DeadlyImages.harmless(6)));
    }
  }

  private static void awaitCommitted(Surroundings surroundings, long requests) {
    try (Admin admin = KafkaClients.admin(surroundings.kafka())) {
      await()
          .atMost(LONGEST)
          .until(
              () ->
                  admin
                          .listConsumerGroupOffsets(GROUP)
                          .partitionsToOffsetAndMetadata()
                          .get()
                          .values()
                          .stream()
                          .filter(offset -> offset != null)
                          .mapToLong(offset -> offset.offset())
                          .sum()
                      == requests);
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
    List<String> command = new ArrayList<>();
    command.add(LocalCheckout.HOME.resolve("deploy/local/backup").toString());
    command.addAll(List.of(arguments));
    Path printed = directory.resolve("printed");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(services.addresses());
    builder.redirectErrorStream(true).redirectOutput(printed.toFile());
    int code = builder.start().waitFor();
    assertThat(code).as(String.join(" ", arguments) + ": " + Files.readString(printed)).isZero();
    return Files.readAllLines(printed);
  }
}
