package io.boxstream.local.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.CheckpointWritten;
import io.boxstream.events.EvaluationCompleted;
import io.boxstream.events.Event;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import io.boxstream.images.ContentHash;
import io.boxstream.local.LocalCheckout;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run of the packaged trainer that workers and a server compute as processes of their own, while
 * each kind of process is killed. The evaluator evaluates its checkpoints. Six processes at once
 * are too much for the ordinary build.
 */
@Tag("soak")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SeveralMachinesIT {

  private static final int TRAINING_IMAGES = 16;
  private static final int VALIDATION_IMAGES = 4;
  private static final int WORKERS = 2;

  /** Of the recipe, however many epochs it has. */
  private static final int CHECKPOINTS = 4;

  private static final String RUNS = "/v1/runs";
  private static final String RUN =
      "{\"recipe\": \"quick\", \"preset\": \"boxstream_300_compact\", \"epochs\": %d, \"batch\": 4,"
          + " \"learningRate\": 0.002, \"seed\": 7}";
  private static final int EPOCHS = 8;
  private static final Duration LONGEST = Duration.ofMinutes(5);

  @TempDir Path directory;

  private Surroundings surroundings;
  private TrainingMachines machines;
  private RunningService trainer;
  private RunningService evaluator;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(LocalCheckout.servicesAreBuilt(), "the services are not packaged: run mvn verify");
    assumeTrue(RealImages.areThere(), "there are no images");
    surroundings = new Surroundings(directory);
    machines = new TrainingMachines(directory);
    try (EventPublisher publisher = KafkaEventPublisher.connect(surroundings.kafka(), "test")) {
      for (AnnotatedImage image : RealImages.first(TRAINING_IMAGES, VALIDATION_IMAGES)) {
        publisher.publishAndWait(image.id(), image);
      }
    }
    startTrainer();
    evaluator = surroundings.start("evaluator-service");
    machines.start("server");
    // Two processes, and one file: what a death writes is never read.
    List<String> deadly = surroundings.deadly(directory.resolve("worker.errors"));
    machines.startHeldWorker(deadly);
    machines.start("worker", deadly);
    trainer.awaitReady();
    evaluator.awaitReady();
  }

  @AfterEach
  void stop() {
    Stream.of(machines, trainer, evaluator, surroundings)
        .filter(started -> started != null)
        .forEach(SeveralMachinesIT::close);
  }

  private static void close(AutoCloseable started) {
    try {
      started.close();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void aRunGoesOnWithTheWorkerThatIsLeft() throws Exception {
    // Given a run of two workers that has a checkpoint
    String run = ask(EPOCHS);
    awaitCheckpoint(run, 1);

    // When one of them is gone for good
    machines.lose("worker");

    // Then the run says so, goes on with the other, and ends as every run does
    awaitDetail(run, "worker-lost");
    assertCompleted(run);
    assertThat(shares(run)).startsWith(List.of(2, 2)).endsWith(List.of(4));
  }

  @Test
  void aRunGoesOnWhenAWorkerBeatsAndDoesNotWork() throws Exception {
    // Given a run of two workers that has a checkpoint
    String run = ask(EPOCHS);
    awaitCheckpoint(run, 1);

    // When one of them hangs where it begins to compute gradients, for which the other one waits
    ProcessHandle hanging = machines.participants("worker").get(0);
    String address = machines.address(hanging);
    String other = machines.address(machines.participants("worker").get(1));
    try (HangingThread thread =
        machines.hang("io.boxstream.detection.training.DetectorTrainer", "backward")) {

      // Then the run names it, and no other
      awaitDetail(run, "worker-lost");
      assertThat(detail(run)).contains("did not answer").contains(address).doesNotContain(other);
      await().atMost(Duration.ofSeconds(20)).until(() -> !hanging.isAlive());
    }

    // And it goes on with those that are there
    assertCompleted(run);
    assertThat(shares(run)).startsWith(List.of(2, 2));
  }

  @Test
  void aRunGoesOnWhenEachKindOfProcessHasBeenKilled() throws Exception {
    String run = ask(EPOCHS);

    // When a server, a scheduler and a worker are killed one after another
    awaitCheckpoint(run, 1);
    machines.kill("server");
    awaitDetail(run, "server-lost");
    awaitCheckpoint(run, 2);
    trainer.handle().children().forEach(ProcessHandle::destroyForcibly);
    awaitDetail(run, "scheduler-lost");
    awaitCheckpoint(run, 3);
    machines.kill("worker");
    awaitDetail(run, "worker-lost");

    // Then
    assertCompleted(run);
    assertThat(shares(run)).containsOnly(List.of(2, 2));
  }

  @Test
  void aRunGoesOnWhenItsCoordinatorHasBeenKilled() throws Exception {
    // Given
    String run = ask(EPOCHS);
    awaitCheckpoint(run, 1);
    List<ProcessHandle> took =
        Stream.concat(machines.participants().stream(), trainer.handle().children()).toList();
    assertThat(took).hasSize(WORKERS + 2);

    // When
    trainer.close();

    // Then none of them hangs
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> took.stream().noneMatch(ProcessHandle::isAlive));

    // And the run goes on with their successors
    startTrainer();
    trainer.awaitReady();
    assertCompleted(run);
    assertThat(shares(run)).containsOnly(List.of(2, 2));
  }

  @Test
  void anImageThatKillsWorkersEndsTheRunWithItsNameAndIsLeftOutOfTheNext() throws Exception {
    // Given an image that kills who decodes it
    byte[] deadly = DeadlyImages.deadly(1);
    String id = ContentHash.of(deadly);
    try (EventPublisher publisher = KafkaEventPublisher.connect(surroundings.kafka(), "test")) {
      publisher.publishAndWait(
          id,
          new AnnotatedImage(
              id,
              ImageEncoding.PNG,
              64,
              48,
              Split.TRAIN,
              List.of(new LabelledBox("rbc", 5, 5, 40, 40, false)),
              new ImageContent.Inline(deadly),
              new ImageSource("test", "deadly.png")));
    }

    // When workers train on it
    String run = ask(1);
    awaitDetail(run, "worker-lost");

    // Then it kills them until one knows it
    JsonNode end = ended(run);
    assertThat(end.path("state").asText()).as("%s", end).isEqualTo("FAILED");
    assertThat(end.path("detail").asText())
        .startsWith("image-unreadable")
        .contains(id)
        .contains("is not read again");

    // And the next run leaves it out
    JsonNode next = ended(ask(1));
    assertThat(next.path("state").asText()).as("%s", next).isEqualTo("COMPLETED");
    assertThat(next.path("warnings").toString()).contains("images-left-out").contains(id);
  }

  private void startTrainer() throws IOException {
    trainer =
        surroundings.start(
            "trainer-service",
            Stream.concat(
                    Stream.of(
                        "-Dboxstream.trainer.start.automatic=false",
                        "-Dboxstream.trainer.progress.every-steps=1"),
                    Stream.of(machines.coordinator(WORKERS)))
                .toArray(String[]::new));
  }

  private String ask(int epochs) throws IOException, InterruptedException {
    HttpResponse<String> asked =
        trainer.post(RUNS, "application/json", RUN.formatted(epochs).getBytes(UTF_8));
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    return RunningService.json(asked).path("id").asText();
  }

  private void awaitCheckpoint(String run, int number) {
    await(number + " checkpoints")
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> trainer.get(RUNS + "/" + run),
            status -> {
              assertThat(status.path("state").asText()).as("%s", status).isNotEqualTo("FAILED");
              return status.path("checkpoints").size() >= number;
            });
    assertThat(state(run)).isEqualTo("RUNNING");
  }

  private String state(String run) {
    return field(run, "state");
  }

  private String detail(String run) {
    return field(run, "detail");
  }

  private String field(String run, String name) {
    try {
      return trainer.get(RUNS + "/" + run).path(name).asText();
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void awaitDetail(String run, String text) {
    await(text)
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> trainer.get(RUNS + "/" + run).path("detail").asText().contains(text));
  }

  /** Waits for the end, and asserts that each checkpoint was told of once, and evaluated. */
  private void assertCompleted(String run) throws Exception {
    JsonNode end = ended(run);
    assertThat(end.path("state").asText()).as("%s", end).isEqualTo("COMPLETED");
    List<String> checkpoints = end.path("checkpoints").findValuesAsText("id");
    assertThat(checkpoints).hasSize(CHECKPOINTS);
    assertThat(
            events(Topics.CHECKPOINTS, CheckpointWritten.class)
                .map(CheckpointWritten::checkpointId))
        .containsExactlyElementsOf(checkpoints);
    assertThat(
            events(Topics.EVALUATIONS, EvaluationCompleted.class)
                .map(EvaluationCompleted::checkpointId)
                .distinct())
        .containsExactlyInAnyOrderElementsOf(checkpoints);
  }

  private JsonNode ended(String run) {
    return await()
        .atMost(LONGEST)
        .until(
            () -> trainer.get(RUNS + "/" + run),
            status -> !Set.of("QUEUED", "RUNNING").contains(status.path("state").asText()));
  }

  private <T extends Event> Stream<T> events(String topic, Class<T> type) {
    EventCodec codec = EventCodec.forService("test");
    return Records.of(surroundings.kafka(), topic, CHECKPOINTS, LONGEST).stream()
        .map(record -> codec.fromRecord(record, type));
  }

  /** How the batches of each checkpoint were divided. */
  private List<List<Integer>> shares(String run) {
    return surroundings.artifacts().checkpoints().list(run).stream()
        .sorted(Comparator.comparing(CheckpointId::epoch))
        .map(id -> surroundings.artifacts().checkpoints().load(id))
        .map(manifest -> manifest.provenance().arrangement().images())
        .toList();
  }
}
