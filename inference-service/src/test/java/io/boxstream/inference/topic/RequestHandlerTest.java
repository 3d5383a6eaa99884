package io.boxstream.inference.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.events.DetectionResult;
import io.boxstream.events.Event;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.HardExample.Request;
import io.boxstream.events.Topics;
import io.boxstream.images.NotAnImageException;
import io.boxstream.images.RgbImage;
import io.boxstream.images.crash.CrashGuard;
import io.boxstream.inference.model.FakeDetector;
import io.boxstream.inference.model.ModelHolder;
import io.boxstream.inference.serve.BatchSettings;
import io.boxstream.inference.serve.DetectionPipeline;
import io.boxstream.inference.serve.NoModelException;
import io.boxstream.inference.serve.RequestPipeline;
import io.boxstream.inference.serve.ServingMetrics;
import io.boxstream.inference.serve.Shares;
import io.boxstream.inference.serve.ThresholdSelector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestHandlerTest {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final ModelHolder models = new ModelHolder();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ServingMetrics metrics = new ServingMetrics(meters);
  private final DetectionPipeline pipeline =
      DetectionPipeline.start(
          RequestHandlerTest::read,
          CrashGuard.NONE,
          new BatchSettings(4, Optional.empty(), Duration.ZERO, 1 << 20, 2, 2, Shares.of(3, 1)),
          models,
          metrics,
          System::nanoTime);
  private final Log log = new Log();
  private final Map<Long, String> rejected = new LinkedHashMap<>();
  private final List<Request> heard = new CopyOnWriteArrayList<>();
  private final RequestHandler handler =
      new RequestHandler(
          new RequestPipeline(pipeline, (image, answer, request) -> heard.add(request)),
          log,
          EventCodec.forService("inference"),
          metrics,
          new ThresholdSelector(OptionalDouble.empty()),
          Clock.systemUTC());

  @AfterEach
  void stop() throws InterruptedException {
    pipeline.close();
    models.close();
  }

  @Test
  void answersUnderTheRequestsKeyWithItsPlaceOnTheLog() throws Exception {
    // Given
    models.install(FakeDetector.model(100));

    // When
    handle(request(17, "camera-3", 40));

    // Then
    ProducerRecord<byte[], byte[]> sent = log.sent.get(0);
    assertThat(sent.topic()).isEqualTo(Topics.DETECTIONS);
    assertThat(new String(sent.key(), UTF_8)).isEqualTo("camera-3");
    JsonNode result = new ObjectMapper().readTree(sent.value());
    assertThat(result.at("/requestKey").asText()).isEqualTo("camera-3");
    assertThat(result.at("/image/width").asInt()).isEqualTo(40);
    assertThat(result.at("/boxes/0/label").asText()).isEqualTo("hat");
    assertThat(result.at("/boxes/0/xMax").asDouble()).isEqualTo(40);
    assertThat(result.at("/model/generation").asLong()).isEqualTo(100);
    assertThat(result.at("/source/topic").asText()).isEqualTo(Topics.DETECTION_REQUESTS);
    assertThat(result.at("/source/partition").asInt()).isEqualTo(2);
    assertThat(result.at("/source/offset").asLong()).isEqualTo(17);
    assertThat(
            meters
                .get("boxstream.inference.requests")
                .tags("source", "topic", "outcome", "answered")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void tellsWhereAndWhenAnAnsweredRequestCameFrom() throws Exception {
    // Given
    models.install(FakeDetector.model(100));

    // When
    handle(request(17, "camera-3", 40), request(18, null, 0));

    // Then the image that could not be read is not told
    assertThat(heard)
        .containsExactly(
            new Request(
                Instant.EPOCH,
                "camera-3",
                Optional.of(new DetectionResult.SourceRecord(Topics.DETECTION_REQUESTS, 2, 17))));
  }

  @Test
  void continuesTheTraceOfARequest() throws Exception {
    // Given
    models.install(FakeDetector.model(100));
    ConsumerRecord<byte[], byte[]> traced = request(1, "a", 40);
    traced.headers().add("traceparent", TRACE.getBytes(UTF_8));
    traced.headers().add("tracestate", "vendor=1".getBytes(UTF_8));
    ConsumerRecord<byte[], byte[]> invalid = request(2, "b", 40);
    invalid.headers().add("traceparent", "00-1-2-01".getBytes(UTF_8));

    // When
    handle(traced, invalid, request(3, "c", 40));

    // Then
    assertThat(log.sent.get(0).headers().lastHeader("traceparent").value())
        .asString(UTF_8)
        .isEqualTo(TRACE);
    assertThat(log.sent.get(0).headers().lastHeader("tracestate").value())
        .asString(UTF_8)
        .isEqualTo("vendor=1");
    assertThat(log.sent.get(1).headers().lastHeader("traceparent")).isNull();
    assertThat(log.sent.get(2).headers().lastHeader("traceparent")).isNull();
  }

  @Test
  void answersARequestWithoutKey() throws Exception {
    // Given
    models.install(FakeDetector.model(100));

    // When
    handle(request(1, null, 40));

    // Then
    assertThat(log.sent).singleElement().extracting(ProducerRecord::key).isNull();
  }

  @Test
  void leavesOutBoxesBelowTheThreshold() throws Exception {
    // Given a model whose score is 0.049
    models.install(FakeDetector.model(49));

    // When
    handle(request(1, "a", 40));

    // Then
    assertThat(boxes(0)).isEmpty();
  }

  @Test
  void leavesOutBoxesBelowTheThresholdOfTheEvaluation() throws Exception {
    // Given
    ScoreThresholds thresholds = new ScoreThresholds(0.9, Map.of("hat", 0.3));
    models.install(FakeDetector.model(1, new FakeDetector(0.2f), Optional.of(thresholds)));

    // When
    handle(request(1, "a", 40));
    models.install(FakeDetector.model(2, new FakeDetector(0.4f), Optional.of(thresholds)));
    handle(request(2, "b", 40));

    // Then
    assertThat(boxes(0)).isEmpty();
    assertThat(boxes(1)).hasSize(1);
  }

  @Test
  void aRequestMayNameItsThreshold() throws Exception {
    // Given
    models.install(FakeDetector.model(1, new FakeDetector(0.04f)));
    ConsumerRecord<byte[], byte[]> request = request(1, "a", 40);
    request.headers().add("threshold", "0.01".getBytes(UTF_8));
    ConsumerRecord<byte[], byte[]> invalid = request(2, "b", 40);
    invalid.headers().add("threshold", "low".getBytes(UTF_8));

    // When
    handle(request, invalid, request(3, "c", 40));

    // Then
    assertThat(boxes(0)).hasSize(1);
    assertThat(boxes(1)).isEmpty();
    assertThat(rejected).containsExactly(Map.entry(2L, "threshold"));
  }

  @Test
  void doesNotAnswerAfterTheDeadlineOfARequest() throws Exception {
    // Given
    models.install(FakeDetector.model(100));
    ConsumerRecord<byte[], byte[]> late = request(1, "a", 40);
    late.headers().add("deadline", "2026-11-23T10:15:30Z".getBytes(UTF_8));
    ConsumerRecord<byte[], byte[]> early = request(2, "b", 40);
    early.headers().add("deadline", "2999-01-01T00:00:00+01:00".getBytes(UTF_8));
    ConsumerRecord<byte[], byte[]> invalid = request(3, "c", 40);
    invalid.headers().add("deadline", "soon".getBytes(UTF_8));

    // When
    handle(late, early, invalid);

    // Then
    assertThat(log.sent).extracting(record -> new String(record.key(), UTF_8)).containsExactly("b");
    assertThat(rejected).containsExactly(Map.entry(3L, "deadline"));
    assertThat(
            meters
                .get("boxstream.inference.requests")
                .tags("source", "topic", "outcome", "expired")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void rejectsWhatCannotBeReadAndAnswersItsNeighbours() throws Exception {
    // Given
    models.install(FakeDetector.model(100));

    // When
    handle(request(1, "a", 10), request(2, "b", 0), request(3, "c", -1), request(4, "d", 20));

    // Then
    assertThat(rejected).containsOnlyKeys(2L, 3L).containsValues("decode");
    assertThat(log.sent)
        .extracting(record -> new String(record.key(), UTF_8))
        .containsExactly("a", "d");
  }

  @Test
  void failsAsAWholeWhenTheLogDoesNotAcknowledge() {
    // Given
    models.install(FakeDetector.model(100));
    log.failure = new IllegalStateException("broker is away");

    // When, Then
    assertThatThrownBy(() -> handle(request(1, "a", 10))).hasMessage("broker is away");
  }

  @Test
  void isTriedAgainWithoutAModel() {
    assertThatThrownBy(() -> handle(request(1, "a", 10))).isInstanceOf(NoModelException.class);
    assertThat(rejected).isEmpty();
  }

  private JsonNode boxes(int answer) throws IOException {
    return new ObjectMapper().readTree(log.sent.get(answer).value()).at("/boxes");
  }

  @SafeVarargs
  private void handle(ConsumerRecord<byte[], byte[]>... records) throws Exception {
    handler.handle(
        List.of(records), (record, stage, cause) -> rejected.put(record.offset(), stage));
  }

  /** An image of one row; width 0 is no image, and a negative one no value at all. */
  private static ConsumerRecord<byte[], byte[]> request(long offset, String key, int width) {
    return new ConsumerRecord<>(
        Topics.DETECTION_REQUESTS,
        2,
        offset,
        key == null ? null : key.getBytes(UTF_8),
        width < 0 ? null : new byte[width]);
  }

  private static RgbImage read(byte[] bytes) {
    if (bytes.length == 0) {
      throw new NotAnImageException("no bytes");
    }
    return new RgbImage(bytes.length, 1, new byte[3 * bytes.length]);
  }

  /** Keeps what it is given, or fails. */
  private static final class Log implements EventPublisher {
    private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
    private RuntimeException failure;

    @Override
    public CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
      if (failure != null) {
        return CompletableFuture.failedFuture(failure);
      }
      sent.add(record);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<RecordMetadata> publish(String key, Event event) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<RecordMetadata> publishTombstone(
        String topic, String key, Optional<String> caller) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
