package io.boxstream.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.boxstream.benchmarks.ImportArchive.Labels;
import io.boxstream.events.CheckpointWritten;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.DetectionResult;
import io.boxstream.events.DetectionResult.ImageSize;
import io.boxstream.events.DetectionResult.ServedModel;
import io.boxstream.events.DetectionResult.SourceRecord;
import io.boxstream.events.DetectionResult.Timings;
import io.boxstream.events.EvaluationCompleted;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.PromotionDecision;
import io.boxstream.events.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * What happens in a system that is in use: each second a step of training and two detections of
 * cameras, every five seconds an image that ingest-service takes, every ten one that it rejects,
 * and every 30 a checkpoint and its evaluation.
 */
final class LiveTraffic implements AutoCloseable {

  private static final ImportArchive IMAGES = new ImportArchive(160, 120, 8_000, true, Labels.VOC);
  private static final int CAMERAS = 8;
  private static final int DETECTIONS = 2;
  private static final int BOXES = 5;
  private static final int IMAGE_EVERY = 5;
  private static final int REJECTION_EVERY = 10;
  private static final String MODEL = "default";
  private static final String GOOD =
      "{\"boxes\":[{\"label\":\"hat\",\"xMin\":4,\"yMin\":4,\"xMax\":40,\"yMax\":50}]}";
  private static final String OUTSIDE =
      "{\"boxes\":[{\"label\":\"hat\",\"xMin\":900,\"yMin\":900,\"xMax\":990,\"yMax\":990}]}";

  /** Of images: archives of the benchmark have smaller numbers. */
  private static final int NUMBER = 1_000_000;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final List<byte[]> drawn;
  private final EventPublisher publisher;
  private final TrainingFeed training;
  private final URI uploads;
  private final boolean answers;
  private int second;

  private LiveTraffic(EventPublisher publisher, TrainingFeed training, URI ingest, boolean answers)
      throws IOException {
    this.publisher = publisher;
    this.training = training;
    this.uploads = ingest.resolve("/v1/images");
    this.answers = answers;
    this.drawn = IMAGES.drawn();
  }

  /**
   * Begins.
   *
   * @param bootstrapServers of the broker
   * @param training whose steps are published
   * @param ingest address of ingest-service
   * @param answers whether detections are published too, where no inference-service does so
   */
  static LiveTraffic start(
      String bootstrapServers, TrainingFeed training, URI ingest, boolean answers)
      throws IOException {
    EventPublisher publisher =
        KafkaEventPublisher.connect(KafkaSettings.of(bootstrapServers), "benchmark");
    LiveTraffic traffic = new LiveTraffic(publisher, training, ingest, answers);
    var unused = traffic.timer.scheduleAtFixedRate(traffic::tick, 1, 1, TimeUnit.SECONDS);
    return traffic;
  }

  /** Fails if something could not be published. */
  void check() {
    if (failure.get() != null) {
      throw new IllegalStateException("the traffic has ended", failure.get());
    }
  }

  private void tick() {
    try {
      second++;
      train();
      for (int number = 0; number < DETECTIONS; number++) {
        detect(second * DETECTIONS + number);
      }
      if (second % IMAGE_EVERY == 0) {
        upload(GOOD, 201);
      }
      if (second % REJECTION_EVERY == 1) {
        upload(OUTSIDE, 422);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void train() {
    publisher.publishAndWait(training.run(), training.next());
    training.endedEpoch().ifPresent(this::evaluate);
  }

  private void evaluate(int epoch) {
    String checkpoint = StandInTrainer.checkpoint(epoch);
    String hash = "0".repeat(64);
    publisher.publishAndWait(
        checkpoint,
        new CheckpointWritten(
            checkpoint,
            training.run(),
            epoch,
            epoch,
            "manifest",
            MODEL,
            "boxstream_300_lite0",
            List.of("hat"),
            1,
            1,
            hash));
    publisher.publishAndWait(
        checkpoint,
        new EvaluationCompleted(
            checkpoint,
            training.run(),
            epoch,
            MODEL,
            hash,
            200,
            Optional.of(StandInTrainer.score(epoch)),
            Optional.empty(),
            Map.of(),
            PromotionDecision.NOT_BETTER,
            "report",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private void detect(int number) {
    String camera = "camera-" + number % CAMERAS;
    ProducerRecord<byte[], byte[]> request =
        new ProducerRecord<>(Topics.DETECTION_REQUESTS, camera.getBytes(UTF_8), image(number));
    request.headers().add("content-type", "image/jpeg".getBytes(UTF_8));
    RecordMetadata sent = publisher.sendAndWait(request);
    if (answers) {
      answer(camera, number, sent);
    }
  }

  private void answer(String camera, int number, RecordMetadata sent) {
    List<DetectedBox> boxes = new ArrayList<>();
    for (int box = 0; box < BOXES; box++) {
      int left = (number + 20 * box) % 100;
      boxes.add(new DetectedBox("hat", 0.9 - box / 10.0, left, 10 + box, left + 30, 60 + box));
    }
    publisher.publishAndWait(
        camera,
        new DetectionResult(
            camera,
            new ImageSize(IMAGES.width(), IMAGES.height()),
            boxes,
            new ServedModel(MODEL, 1, StandInTrainer.checkpoint(1)),
            Optional.of(new SourceRecord(sent.topic(), sent.partition(), sent.offset())),
            new Timings(1, 1, 10, 12)));
  }

  private void upload(String labels, int expected) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uploads)
            .header("Content-Type", "multipart/form-data; boundary=part")
            .POST(BodyPublishers.ofByteArray(form(labels)))
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != expected) {
      throw new IOException("ingest-service answered " + answer.statusCode() + answer.body());
    }
  }

  private byte[] form(String labels) {
    String part = "--part\r\nContent-Disposition: form-data; name=";
    String name = "\"image\"; filename=\"live-%d.jpg\"\r\n\r\n".formatted(second);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes((part + name).getBytes(UTF_8));
    body.writeBytes(image(-second));
    body.writeBytes(("\r\n" + part + "\"split\"\r\n\r\ntrain").getBytes(UTF_8));
    body.writeBytes(("\r\n" + part + "\"annotation\"\r\n\r\n" + labels).getBytes(UTF_8));
    body.writeBytes("\r\n--part--\r\n".getBytes(UTF_8));
    return body.toByteArray();
  }

  private byte[] image(int number) {
    return ImportArchive.copy(
        drawn.get(Math.floorMod(number, drawn.size())), NUMBER + number, second);
  }

  @Override
  public void close() throws InterruptedException {
    timer.shutdownNow();
    if (!timer.awaitTermination(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the traffic does not end");
    }
    publisher.close();
  }
}
