package io.boxstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.artifacts.store.StoreSettings;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.events.TopicAdmin;
import io.boxstream.events.Topics;
import io.boxstream.events.TrainingProgress;
import io.boxstream.testbed.TestBroker;
import io.boxstream.testbed.TestStore;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The trainer as a process that SIGKILL ends at 20 random steps of a run, beside an undisturbed run
 * of the same seed. Takes about ten minutes: {@code mvn -Psoak verify -pl deploy/local -am}.
 */
@Tag("soak")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class TrainerSoakIT {
  private static final int KILLS = 20;
  private static final int TRAINING_IMAGES = 12;

  /** Of the recipe, however many epochs it has. */
  private static final int CHECKPOINTS = 4;

  private static final int SIDE = 96;
  private static final String BUCKET = "boxstream";
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final String RUN =
      "{\"recipe\": \"quick\", \"preset\": \"boxstream_300_compact\", \"epochs\": 24, \"batch\": 4,"
          + " \"learningRate\": 0.002, \"seed\": 7}";

  @TempDir Path directory;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = LocalCheckout.freePortBase() + 1;
  private TestBroker broker;
  private TestStore server;
  private ObjectStore store;
  private Process trainer;

  @BeforeEach
  void publishImages() throws IOException {
    assumeTrue(LocalCheckout.servicesAreBuilt(), "the services are not packaged: run mvn verify");
    broker = TestBroker.start(directory.resolve("broker"));
    server = TestStore.start(directory.resolve("store"));
    TopicAdmin.createAll(broker.bootstrapServers());
    store =
        ObjectStores.connect(
            StoreSettings.of(
                server.endpoint().toString(), server.accessKey(), server.secretKey(), BUCKET));
    try (KafkaEventPublisher publisher =
        KafkaEventPublisher.connect(KafkaSettings.of(broker.bootstrapServers()), "test")) {
      for (int number = 0; number < TRAINING_IMAGES + 2; number++) {
        AnnotatedImage image = image(number < TRAINING_IMAGES ? Split.TRAIN : Split.VAL, number);
        publisher.publishAndWait(image.id(), image);
      }
    }
  }

  @AfterEach
  void close() {
    if (trainer != null) {
      trainer.destroyForcibly();
    }
    if (store != null) {
      store.close();
      server.close();
      broker.close();
    }
  }

  @Test
  void aRunWhoseTrainerIsKilledAtTwentyRandomStepsEqualsAnUndisturbedOne() throws Exception {
    // Given a run that nothing disturbs
    start();
    String undisturbed = request();
    awaitStep(undisturbed, Long.MAX_VALUE);
    long steps = run(undisturbed).path("steps").asLong();

    // When the trainer of another is killed at 20 random steps
    String disturbed = request();
    for (long step : killPoints(steps)) {
      awaitStep(disturbed, step);
      kill();
      start();
    }
    awaitStep(disturbed, Long.MAX_VALUE);
    trainer.destroy();
    assertThat(trainer.waitFor(1, TimeUnit.MINUTES)).isTrue();

    // Then both have the same losses at each step and the same parameters after each epoch
    Map<Long, List<Double>> expected = losses(undisturbed);
    Map<Long, List<Double>> found = losses(disturbed);
    assertThat(expected).hasSizeGreaterThan((int) (steps * 9 / 10));
    assertThat(found).hasSizeGreaterThan((int) (steps * 9 / 10));
    found.keySet().retainAll(expected.keySet());
    expected.keySet().retainAll(found.keySet());
    assertThat(found).isEqualTo(expected);
    List<CheckpointManifest> whole = manifests(undisturbed);
    assertThat(whole).hasSize(CHECKPOINTS);
    assertThat(manifests(disturbed))
        .extracting(TrainerSoakIT::essence)
        .isEqualTo(whole.stream().map(TrainerSoakIT::essence).toList());
  }

  /** Different steps in order, from the first to the last but one, the same at each execution. */
  private static List<Long> killPoints(long steps) {
    return new Random(20).longs(1, steps).distinct().limit(KILLS).sorted().boxed().toList();
  }

  private static List<Object> essence(CheckpointManifest manifest) {
    return List.of(
        manifest.position().epoch(),
        manifest.position().step(),
        manifest.losses(),
        manifest.blobs().parameters().sha256(),
        manifest.blobs().optimizerState().orElseThrow().sha256(),
        manifest.provenance().arrangement());
  }

  private List<CheckpointManifest> manifests(String run) {
    Artifacts artifacts = new Artifacts(store);
    return artifacts.checkpoints().list(run).stream().map(artifacts.checkpoints()::load).toList();
  }

  /** Starts the trainer; the engine runs with both processors, as in the local run. */
  private void start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + port,
            "-Dkafka.bootstrap.servers=" + broker.bootstrapServers(),
            "-Dboxstream.store.endpoint=" + server.endpoint(),
            "-Dboxstream.store.bucket=" + BUCKET,
            "-Dboxstream.work-directory=" + directory.resolve("work"),
            "-Dboxstream.trainer.start.automatic=false",
            "-Dboxstream.trainer.progress.every-steps=1",
            "-jar",
            LocalCheckout.INSTALLATION.serviceJar("trainer-service").toString());
    builder
        .environment()
        .putAll(
            Map.of(
                "OMP_NUM_THREADS", "2",
                "MXNET_ENGINE_TYPE", "NaiveEngine",
                "MXNET_CPU_TEMP_COPY", "1",
                "BOXSTREAM_STORE_ACCESS_KEY", server.accessKey(),
                "BOXSTREAM_STORE_SECRET_KEY", server.secretKey()));
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(directory.resolve("trainer.log").toFile()));
    trainer = builder.start();
  }

  private void kill() throws InterruptedException {
    trainer.destroyForcibly();
    assertThat(trainer.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(trainer.exitValue()).as("ended by SIGKILL").isEqualTo(128 + 9);
  }

  private String request() {
    return await()
        .atMost(LONGEST)
        .until(
            () ->
                call(HttpRequest.newBuilder(uri("/v1/runs"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(RUN)))
                    .map(queued -> queued.path("id").asText()),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Waits until a run has reached a step or its end. */
  private void awaitStep(String id, long step) {
    await()
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              Optional<JsonNode> run = call(HttpRequest.newBuilder(uri("/v1/runs/" + id)));
              String state = run.map(found -> found.path("state").asText()).orElse("");
              assertThat(state).isNotEqualTo("FAILED");
              return state.equals("COMPLETED")
                  || run.filter(found -> found.path("step").asLong() >= step).isPresent();
            });
    boolean toItsEnd = step == Long.MAX_VALUE;
    assertThat(run(id).path("state").asText()).isEqualTo(toItsEnd ? "COMPLETED" : "RUNNING");
  }

  private JsonNode run(String id) {
    return call(HttpRequest.newBuilder(uri("/v1/runs/" + id))).orElseThrow();
  }

  /** Empty while the trainer starts. */
  private Optional<JsonNode> call(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(
              request.timeout(Duration.ofSeconds(10)).build(),
              HttpResponse.BodyHandlers.ofString());
      return response.statusCode() / 100 == 2
          ? Optional.of(json.readTree(response.body()))
          : Optional.empty();
    } catch (IOException starting) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** The losses of each step on the log; a step that was trained twice must have them twice. */
  private Map<Long, List<Double>> losses(String run) {
    Map<Long, List<Double>> losses = new TreeMap<>();
    for (TrainingProgress progress : progress()) {
      if (progress.runId().equals(run) && progress.crossEntropy().isPresent()) {
        List<Double> both =
            List.of(progress.crossEntropy().orElseThrow(), progress.smoothL1().orElseThrow());
        List<Double> before = losses.put(progress.step(), both);
        if (before != null) {
          assertThat(both).as("losses of step %d", progress.step()).isEqualTo(before);
        }
      }
    }
    return losses;
  }

  private List<TrainingProgress> progress() {
    EventCodec codec = EventCodec.forService("test");
    List<TrainingProgress> progress = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer =
        KafkaClients.assignedConsumer(KafkaSettings.of(broker.bootstrapServers()), "test", 500)) {
      TopicPartition partition = new TopicPartition(Topics.TRAINING_PROGRESS, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = new HashMap<>(consumer.endOffsets(List.of(partition))).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          progress.add(codec.fromRecord(record, TrainingProgress.class));
        }
      }
    }
    return progress;
  }

  /** A square on noise. */
  private static AnnotatedImage image(Split split, int seed) throws IOException {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
      image.setRGB(pixel % SIDE, pixel / SIDE, 0x404040 + random.nextInt(0x202020));
    }
    int size = 20 + random.nextInt(20);
    int left = random.nextInt(SIDE - size);
    int top = random.nextInt(SIDE - size);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(left, top, size, size);
    graphics.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    byte[] bytes = png.toByteArray();
    return new AnnotatedImage(
        Sha256.of(bytes),
        ImageEncoding.PNG,
        SIDE,
        SIDE,
        split,
        List.of(new LabelledBox("square", left, top, left + size - 1.0, top + size - 1.0, false)),
        new ImageContent.Inline(bytes),
        new ImageSource("test", seed + ".png"));
  }
}
