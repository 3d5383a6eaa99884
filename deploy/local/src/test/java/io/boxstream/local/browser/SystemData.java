package io.boxstream.local.browser;

import static io.boxstream.local.RunningServices.Service.EVALUATOR;
import static io.boxstream.local.RunningServices.Service.INFERENCE;
import static io.boxstream.local.RunningServices.Service.INGEST;
import static io.boxstream.local.RunningServices.Service.TRAINER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.Topics;
import io.boxstream.local.sample.SampleSettings;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a system has that was used for a day: imports with and without errors, suspects, a run with
 * evaluated checkpoints, a promoted model and detections. It takes seconds.
 */
final class SystemData {
  private static final SampleSettings IMAGES = new SampleSettings(20, 6, 4, 31);
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /** Enough for two checkpoints. */
  private static final String SHORT_RUN =
      "{\"recipe\": \"quick\", \"preset\": \"boxstream_300_compact\", \"epochs\": 2, \"batch\": 10}";

  /** Enough for a detector that finds something. */
  private static final String LONG_RUN = "{\"recipe\": \"quick\", \"epochs\": 24, \"batch\": 10}";

  private static final String DOUBLED_BOX =
      """
      {"boxes": [{"label": "hat", "xMin": 40, "yMin": 40, "xMax": 140, "yMax": 140},
                 {"label": "hat", "xMin": 42, "yMin": 41, "xMax": 141, "yMax": 140}]}
      """;
  private static final String BOX_OUTSIDE =
      "{\"boxes\": [{\"label\": \"hat\", \"xMin\": 900, \"yMin\": 900, \"xMax\": 990, \"yMax\": 990}]}";
  private static final String EMPTY_BOX =
      "{\"boxes\": [{\"label\": \"person\", \"xMin\": 10, \"yMin\": 10, \"xMax\": 10, \"yMax\": 90}]}";

  private final ServiceCalls calls;
  private final KafkaSettings kafka;
  private final TestImages images;
  private final Path drawn;

  SystemData(ServiceCalls calls, KafkaSettings kafka, TestImages images) {
    this.calls = calls;
    this.kafka = kafka;
    this.images = images;
    this.drawn = images.draw("site", IMAGES);
  }

  /** Imports images, good and bad ones; needs ingest-service. */
  void importImages() throws Exception {
    imported(images.zip(drawn));
    Path mixed = images.draw("gate", new SampleSettings(3, 1, 1, 32));
    List<Path> files = TestImages.files(mixed);
    Files.writeString(files.get(0), "no image");
    Files.delete(TestImages.labels(files.get(1)));
    imported(images.zip(mixed));
    List<Path> more = TestImages.files(images.draw("yard", new SampleSettings(4, 1, 1, 33)));
    assertThat(upload(more.get(0), "doubled.jpg", DOUBLED_BOX)).isEqualTo(201);
    assertThat(upload(more.get(1), "outside.jpg", BOX_OUTSIDE)).isEqualTo(422);
    assertThat(upload(more.get(2), "empty.jpg", EMPTY_BOX)).isEqualTo(422);
    assertThat(upload(more.get(3), "without.jpg", "{\"boxes\": []}")).isEqualTo(201);
  }

  private void imported(Path archive) throws Exception {
    String id =
        calls
            .post(INGEST, "/v1/imports", "application/zip", BodyPublishers.ofFile(archive))
            .path("id")
            .asText();
    until(() -> !calls.get(INGEST, "/v1/imports/" + id).path("state").asText().equals("RUNNING"));
  }

  private int upload(Path image, String name, String labels) {
    byte[] form = TestImages.upload(name, TestImages.read(image), labels, "train");
    return calls
        .sent(INGEST, "/v1/images", TestImages.UPLOAD_TYPE, BodyPublishers.ofByteArray(form))
        .statusCode();
  }

  /** Trains until a model is promoted and served; needs all services. */
  void train() {
    String run =
        calls
            .post(TRAINER, "/v1/runs", Screenshots.areWanted() ? LONG_RUN : SHORT_RUN)
            .path("id")
            .asText();
    until(
        () -> {
          JsonNode status = calls.get(TRAINER, "/v1/runs/" + run);
          assertThat(status.path("state").asText()).as("%s", status).isNotEqualTo("FAILED");
          return status.path("state").asText().equals("COMPLETED");
        });
    int checkpoints = calls.get(TRAINER, "/v1/runs/" + run).path("checkpoints").size();
    assertThat(checkpoints).as("checkpoints: one to serve and one to promote").isGreaterThan(1);
    until(
        () ->
            calls.get(EVALUATOR, "/v1/evaluations").findValuesAsText("checkpoint").size()
                >= checkpoints);
  }

  /** Asks for detections, by requests and by the topic; needs a served model. */
  void detect() throws Exception {
    List<Path> files = TestImages.files(drawn);
    try (EventPublisher publisher = KafkaEventPublisher.connect(kafka, "browser-tests")) {
      for (Path file : files.subList(0, 6)) {
        byte[] key = ("gate-" + file.getFileName()).getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(Topics.DETECTION_REQUESTS, key, TestImages.read(file));
        record.headers().add("content-type", "image/jpeg".getBytes(UTF_8));
        if (!Screenshots.areWanted()) {
          // What was trained for seconds finds nothing at its own threshold.
          record.headers().add("threshold", "0.05".getBytes(UTF_8));
        }
        publisher.sendAndWait(record);
      }
    }
    List<Path> unknown = TestImages.files(images.draw("street", new SampleSettings(2, 1, 1, 34)));
    for (Path file : unknown) {
      calls.post(INFERENCE, "/v1/detect", "image/jpeg", BodyPublishers.ofFile(file));
    }
    until(() -> !calls.get(INGEST, "/v1/suspects?limit=1").path("items").isEmpty());
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(LONGEST).pollInterval(Duration.ofMillis(200)).until(condition);
  }
}
