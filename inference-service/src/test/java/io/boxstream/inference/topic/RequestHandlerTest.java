package io.boxstream.inference.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.events.DetectionResult;
import io.boxstream.events.Event;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.HardExample.Request;
import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.PublishException;
import io.boxstream.events.RecordTooLargeForTopicException;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.events.consume.ConsumerLoopSettings;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.events.consume.Rejections;
import io.boxstream.fetch.FetchSettings;
import io.boxstream.fetch.HttpFetcher;
import io.boxstream.images.NotAnImageException;
import io.boxstream.images.RgbImage;
import io.boxstream.images.crash.CrashGuard;
import io.boxstream.inference.model.FakeDetector;
import io.boxstream.inference.model.ModelHolder;
import io.boxstream.inference.model.OtherModels;
import io.boxstream.inference.model.ServedModels;
import io.boxstream.inference.reference.ImageReferences;
import io.boxstream.inference.reference.ReferenceUnavailableException;
import io.boxstream.inference.reference.StoredImages;
import io.boxstream.inference.serve.BatchSettings;
import io.boxstream.inference.serve.CanaryRouter;
import io.boxstream.inference.serve.DetectionPipeline;
import io.boxstream.inference.serve.NoModelException;
import io.boxstream.inference.serve.RequestPipeline;
import io.boxstream.inference.serve.ServingMetrics;
import io.boxstream.inference.serve.Shares;
import io.boxstream.inference.serve.ThresholdSelector;
import io.boxstream.testbed.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import okhttp3.Dns;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestHandlerTest {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final ModelHolder models = new ModelHolder("detector", Runnable::run);

  /** Widths of images that fail once for a reason that passes. */
  private final List<Integer> unavailable = new CopyOnWriteArrayList<>();

  private final MovableClock clock = new MovableClock(Instant.EPOCH);
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private volatile boolean away;
  private final ObjectStore reachable =
      (ObjectStore)
          Proxy.newProxyInstance(
              ObjectStore.class.getClassLoader(),
              new Class<?>[] {ObjectStore.class},
              (proxy, method, arguments) -> {
                if (away) {
                  throw new StoreUnavailableException("no route");
                }
                return method.invoke(store, arguments);
              });
  private final HttpFetcher web =
      new HttpFetcher(
          new FetchSettings(Set.of(), Set.of(), Duration.ofSeconds(10), "references"),
          Optional.empty(),
          Dns.SYSTEM);
  private final ReferencedImages references =
      new ReferencedImages(
          new ImageReferences(new StoredImages(reachable, List.of("requests/")), web, 100),
          Duration.ofMinutes(5),
          clock);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ServingMetrics metrics = new ServingMetrics(meters, "detector");
  private final DetectionPipeline pipeline =
      DetectionPipeline.start(
          this::read,
          CrashGuard.NONE,
          new BatchSettings(4, Optional.empty(), Duration.ZERO, 1 << 20, 2, 2, Shares.of(3, 1)),
          metrics,
          System::nanoTime);
  private final OtherModels others = new OtherModels();
  private final ServedModels served = others.beside(models);
  private final Log log = new Log();
  private final Map<Long, String> rejected = new LinkedHashMap<>();
  private final List<Request> heard = new CopyOnWriteArrayList<>();
  private final RequestHandler handler = handler(Answering.AS_THEY_COME);

  @AfterEach
  void stop() throws InterruptedException {
    references.close();
    web.close();
    pipeline.close();
    others.close();
    models.close();
  }

  @Test
  void theModelThatARequestNamesAnswersIt() throws Exception {
    // Given
    models.install(FakeDetector.model(100));
    others.promote("hats", 7);

    // When
    handle(request(1, "a", 40), naming(2, "hats"), naming(3, "detector"));

    // Then
    assertThat(log.sent)
        .extracting(
            record -> new ObjectMapper().readTree(record.value()).at("/model/name").asText())
        .containsExactly("detector", "hats", "detector");
    assertThat(log.sent).allMatch(record -> record.headers().lastHeader("model") == null);
    assertThat(rejected).isEmpty();
  }

  @Test
  void aModelThatIsNoneOrCannotBeLoadedMakesADeadLetterAndHoldsUpNobody() throws Exception {
    // Given a model of which nothing was promoted
    models.install(FakeDetector.model(100));
    others.promote("hats", 7);

    // When
    handle(naming(1, "gloves"), naming(2, "nothing-yet"), request(3, "a", 40), naming(4, "hats"));

    // Then
    assertThat(rejected).containsExactly(Map.entry(1L, "model"), Map.entry(2L, "model"));
    assertThat(log.sent).hasSize(2);
    assertThat(
            meters
                .get("boxstream.inference.requests")
                .tag("source", "topic")
                .tag("model", "unknown")
                .tag("outcome", "unknown-model")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(
            meters
                .get("boxstream.inference.requests")
                .tag("source", "topic")
                .tag("model", "nothing-yet")
                .tag("outcome", "no-model")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void requestsForAModelThatIsBeingLoadedHoldUpOnlyTheirKey() throws Exception {
    // Given a model that takes long to load
    models.install(FakeDetector.model(100));
    others.promote("hats", 7);
    Runnable loaded = others.holdLoading();

    // When there are requests for it and for the primary one in the same poll, and in the next
    List<ConsumerRecord<byte[], byte[]>> left =
        handleUntilLeft(
            handler,
            List.of(
                naming(1, "hats"), request(2, "a", 41), request(3, "b", 42), request(4, null, 43)),
            1,
            2);

    // Then others are answered meanwhile
    assertThat(widths()).containsExactlyInAnyOrder(42, 43);
    left = handleUntilLeft(handler, and(left, request(5, "b", 44)), 1, 2);
    assertThat(widths()).hasSize(3).endsWith(44);

    // And those that wait are answered in their order, and were computed once
    loaded.run();
    while (!left.isEmpty()) {
      left = handleOnce(handler, left);
    }
    assertThat(widths()).hasSize(5).endsWith(40, 41);
    assertThat(heard).hasSize(5);
  }

  @Test
  void answersAreSentWhileThoseBeforeThemAreOnTheirWayAndNoneIsDoneBeforeItIsOnTheLog()
      throws Exception {
    models.install(FakeDetector.model(100));
    CompletableFuture<Void> arrival = new CompletableFuture<>();
    log.arrival = arrival;
    List<ConsumerRecord<byte[], byte[]>> left = List.of(request(1, "a", 40), request(2, "a", 41));

    while (log.sent.size() < 2) {
      left = handleOnce(handler, left);
    }
    assertThat(left).hasSize(2);
    assertThat(handleOnce(handler, left)).hasSize(2);
    arrival.complete(null);

    assertThat(handleOnce(handler, left)).isEmpty();
    assertThat(widths()).containsExactly(40, 41);
  }

  @Test
  void aLoopAnswersOthersWhileAModelIsBeingLoaded() {
    models.install(FakeDetector.model(100));
    others.promote("hats", 7);
    Runnable loaded = others.holdLoading();
    TopicPartition partition = new TopicPartition(Topics.DETECTION_REQUESTS, 2);
    MockConsumer<byte[], byte[]> consumer = new PausingConsumer();
    consumer.updateBeginningOffsets(Map.of(partition, 1L));
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(List.of(partition));
          consumer.addRecord(naming(1, "hats"));
          consumer.addRecord(request(2, "b", 41));
        });
    try (ConsumerLoop loop =
        ConsumerLoop.perBatch(
            ConsumerLoopSettings.named("requests").postponing(8),
            () -> consumer,
            List.of(Topics.DETECTION_REQUESTS),
            handler,
            new DeadLetters(log, Clock.systemUTC()))) {
      loop.start();

      // The other request of the poll, and one of a later poll
      await().untilAsserted(() -> assertThat(widths()).containsExactly(41));
      consumer.schedulePollTask(() -> consumer.addRecord(request(3, "c", 42)));
      await().untilAsserted(() -> assertThat(widths()).containsExactly(41, 42));
      assertThat(committed(consumer, partition)).isLessThanOrEqualTo(1);

      loaded.run();
      await().untilAsserted(() -> assertThat(committed(consumer, partition)).isEqualTo(4));
      assertThat(widths()).containsExactly(41, 42, 40);
    }
  }

  private static long committed(MockConsumer<byte[], byte[]> consumer, TopicPartition partition) {
    OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
    return committed == null ? 0 : committed.offset();
  }

  /** Its poll takes a little time. */
  private static final class PausingConsumer extends MockConsumer<byte[], byte[]> {
    PausingConsumer() {
      super("earliest");
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // others may ask while it waits
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
      return super.poll(timeout);
    }
  }

  @Test
  void aTransactionHasNothingBehindARequestWhoseModelIsBeingLoaded() throws Exception {
    models.install(FakeDetector.model(100));
    others.promote("hats", 7);
    RequestHandler together = handler(Answering.TOGETHER);
    Runnable loaded = others.holdLoading();
    ConsumerRecord<byte[], byte[]> elsewhere =
        new ConsumerRecord<>(Topics.DETECTION_REQUESTS, 3, 9, null, new byte[44]);

    List<ConsumerRecord<byte[], byte[]>> left =
        handleUntilLeft(
            together,
            List.of(request(1, "a", 41), naming(2, "hats"), request(3, "c", 42), elsewhere),
            2,
            3);

    assertThat(widths()).containsExactlyInAnyOrder(41, 44);
    loaded.run();
    while (!left.isEmpty()) {
      left = handleOnce(together, left);
    }
    assertThat(widths()).hasSize(4).endsWith(40, 42);
  }

  @Test
  void whatWaitsForItsModelIsNotComputedAgainAfterAFailureOfAnother() throws Exception {
    models.install(FakeDetector.model(100));
    others.promote("hats", 7);
    Runnable loaded = others.holdLoading();
    unavailable.add(20);
    List<ConsumerRecord<byte[], byte[]>> left =
        List.of(naming(1, "hats"), request(2, "b", 20), request(3, "c", 30));

    left = leftByFailure(handler, left, "out of memory");
    loaded.run();
    while (!left.isEmpty()) {
      left = handleOnce(handler, left);
    }

    assertThat(widths()).containsExactlyInAnyOrder(40, 20, 30);
    assertThat(heard).extracting(one -> one.record().orElseThrow().offset()).containsOnlyOnce(1L);
  }

  @Test
  void imagesByReferenceForAModelThatIsBeingLoadedDoNotHoldUpOthers() throws Exception {
    // Given as many as are read at a time
    models.install(FakeDetector.model(100));
    others.promote("hats", 7);
    Runnable loaded = others.holdLoading();
    store.put("requests/a", new byte[60]);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int offset = 1; offset <= 5; offset++) {
      ConsumerRecord<byte[], byte[]> request = referring(offset, "store:requests/a", null);
      request.headers().add("model", "hats".getBytes(UTF_8));
      records.add(request);
    }
    ConsumerRecord<byte[], byte[]> other =
        new ConsumerRecord<>(Topics.DETECTION_REQUESTS, 2, 6, "b".getBytes(UTF_8), null);
    other.headers().add("image-reference", "store:requests/a".getBytes(UTF_8));
    records.add(other);

    List<ConsumerRecord<byte[], byte[]>> left = handleUntilLeft(handler, records, 1, 2, 3, 4, 5);

    assertThat(log.sent).extracting(record -> text(record.key())).containsExactly("b");
    loaded.run();
    while (!left.isEmpty()) {
      left = handleOnce(handler, left);
    }
    assertThat(log.sent).hasSize(6);
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

  @Test
  void noAnswerOvertakesOneThatIsTriedAgain() throws Exception {
    // Given an engine that fails once on the second image
    models.install(FakeDetector.model(100));
    unavailable.add(20);

    // When
    handleUntilLeft(
        handler,
        leftByFailure(
            handler,
            List.of(request(1, "a", 10), request(2, "b", 20), request(3, "b", 30)),
            "out of memory"));

    // Then each is answered once, in order
    assertThat(log.sent).extracting(record -> text(record.key())).containsExactly("a", "b", "b");
    assertThat(widths()).containsExactly(10, 20, 30);
  }

  @Test
  void answersAgainWhatATransactionHasDropped() throws Exception {
    models.install(FakeDetector.model(100));
    RequestHandler together = handler(Answering.TOGETHER);
    unavailable.add(20);

    List<ConsumerRecord<byte[], byte[]>> left =
        leftByFailure(together, List.of(request(1, "a", 10), request(2, "b", 20)), "out of memory");
    log.sent.clear();
    handleUntilLeft(together, left);

    assertThat(widths()).isEqualTo(left.size() == 2 ? List.of(10, 20) : List.of(20));
  }

  @Test
  void passesHeadersOnButThoseOfTheService() throws Exception {
    models.install(FakeDetector.model(100));
    ConsumerRecord<byte[], byte[]> request = request(1, "a", 40);
    for (String name :
        List.of("tenant", "ce_type", "content-type", "threshold", "error.stage", "tenant")) {
      request.headers().add(name, "0.5".getBytes(UTF_8));
    }
    request.headers().add("empty", null);
    request.headers().add("binary", new byte[] {0, -1});

    handle(request);

    ProducerRecord<byte[], byte[]> answer = log.sent.get(0);
    assertThat(answer.headers())
        .filteredOn(header -> !header.key().startsWith("ce_"))
        .extracting(Header::key)
        .containsExactlyInAnyOrder("content-type", "tenant", "tenant", "empty", "binary");
    assertThat(answer.headers().lastHeader("tenant").value()).asString(UTF_8).isEqualTo("0.5");
    assertThat(answer.headers().lastHeader("empty").value()).isNull();
    assertThat(answer.headers().lastHeader("binary").value()).isEqualTo(new byte[] {0, -1});
    assertThat(answer.headers().lastHeader("content-type").value())
        .asString(UTF_8)
        .isEqualTo("application/json");
    assertThat(answer.headers().headers("ce_type")).hasSize(1);
  }

  @Test
  void rejectsMoreHeadersThanArePassedOn() throws Exception {
    models.install(FakeDetector.model(100));
    ConsumerRecord<byte[], byte[]> most = request(1, "a", 40);
    most.headers().add("name", new byte[8 * 1024 - 4]);
    ConsumerRecord<byte[], byte[]> tooMany = request(2, "b", 40);
    tooMany.headers().add("name", new byte[8 * 1024 - 4]);
    tooMany.headers().add("n", null);

    handle(most, tooMany, request(3, "c", 40));

    assertThat(rejected).containsExactly(Map.entry(2L, "headers"));
    assertThat(log.sent).extracting(record -> text(record.key())).containsExactly("a", "c");
  }

  @Test
  void answersOnTheTopicThatARequestNames() throws Exception {
    models.install(FakeDetector.model(100));

    handle(
        replyingTo(1, "replies-a"),
        replyingTo(2, "replies-missing"),
        replyingTo(3, "elsewhere"),
        replyingTo(4, Topics.PROMOTIONS),
        request(5, "e", 40));

    assertThat(log.sent)
        .extracting(ProducerRecord::topic)
        .containsExactly("replies-a", Topics.DETECTIONS);
    assertThat(rejected).containsOnlyKeys(2L, 3L, 4L).containsValues("reply-topic");
    assertThat(log.sent.get(0).headers().lastHeader("reply-topic")).isNull();
  }

  @Test
  void rejectsAReplyTopicThatIsNoText() throws Exception {
    models.install(FakeDetector.model(100));
    ConsumerRecord<byte[], byte[]> request = request(1, "a", 40);
    request.headers().add("reply-topic", new byte[] {-1});

    handle(request);

    assertThat(rejected).containsExactly(Map.entry(1L, "reply-topic"));
  }

  @Test
  void rejectsAnAnswerThatItsReplyTopicDoesNotTakeAndSendsTheOthers() throws Exception {
    models.install(FakeDetector.model(100));
    log.failures.put(
        "replies-a", new PublishException("replies-a", new TopicAuthorizationException("no")));
    log.failures.put(
        "replies-b",
        new RecordTooLargeForTopicException("replies-b", new RecordTooLargeException("long")));

    handle(replyingTo(1, "replies-a"), replyingTo(2, "replies-b"), request(3, "c", 40));

    assertThat(rejected).containsExactly(Map.entry(1L, "reply-topic"), Map.entry(2L, "publish"));
    assertThat(log.sent).hasSize(1);
  }

  @Test
  void anAnswerThatItsReplyTopicDoesNotTakeFailsTheTransaction() {
    models.install(FakeDetector.model(100));
    log.failures.put(
        "replies-a", new PublishException("replies-a", new TopicAuthorizationException("no")));

    assertThatThrownBy(
            () ->
                handle(
                    handler(Answering.TOGETHER),
                    request(1, "a", 40),
                    replyingTo(2, "replies-a"),
                    request(3, "c", -1)))
        .isInstanceOf(PoisonRecordException.class)
        .hasMessageContaining("replies-a");
    assertThat(rejected).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Answering.class)
  void answersRequestsByReferenceInOrder(Answering answering) throws Exception {
    models.install(FakeDetector.model(100));
    store.put("requests/a/large.png", new byte[60]);

    handleUntilLeft(
        handler(answering),
        List.of(
            referring(1, "store:requests/a/large.png", null),
            request(2, "a", 40),
            referring(3, "store:requests/a/large.png", new byte[0])));

    assertThat(widths()).containsExactly(60, 40, 60);
    assertThat(rejected).isEmpty();
    assertThat(log.sent.get(0).headers().lastHeader("image-reference")).isNull();
  }

  @Test
  void rejectsReferencesThatCannotBeRead() throws Exception {
    models.install(FakeDetector.model(100));
    store.put("requests/long", new byte[101]);
    store.put("model-blobs/secret", new byte[50]);
    store.put("requests/no-image", new byte[0]);

    handle(
        referring(1, "store:requests/missing", null),
        referring(2, "store:requests/long", null),
        referring(3, "store:model-blobs/secret", null),
        referring(4, "store:requests/../model-blobs/secret", null),
        referring(5, "https://elsewhere.example/a.jpg", null),
        referring(6, "file:///etc/passwd", null),
        referring(7, "store:requests/long", new byte[40]),
        referring(8, "store:requests/no-image", null),
        request(9, "b", 40));

    assertThat(rejected)
        .containsEntry(1L, "image-reference")
        .containsEntry(2L, "image-reference")
        .containsEntry(3L, "image-reference")
        .containsEntry(4L, "image-reference")
        .containsEntry(5L, "image-reference")
        .containsEntry(6L, "image-reference")
        .containsEntry(7L, "image-reference")
        .containsEntry(8L, "decode")
        .hasSize(8);
    assertThat(widths()).containsExactly(40);
  }

  @Test
  void waitsForAStoreThatIsAwayAndGivesUpAfterFiveMinutes() throws Exception {
    models.install(FakeDetector.model(100));
    store.put("requests/a", new byte[60]);
    ConsumerRecord<byte[], byte[]> request = referring(1, "store:requests/a", null);
    away = true;

    assertThatThrownBy(() -> handle(request, request(2, "a", 40)))
        .isInstanceOf(ReferenceUnavailableException.class);
    clock.advance(Duration.ofMinutes(5).minusSeconds(1));
    assertThatThrownBy(() -> handle(request, request(2, "a", 40)))
        .isInstanceOf(ReferenceUnavailableException.class);
    assertThat(log.sent).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    handle(request, request(2, "a", 40));

    assertThat(rejected).containsExactly(Map.entry(1L, "image-reference"));
    assertThat(widths()).containsExactly(40);
  }

  @Test
  void answersWhenTheStoreIsBack() throws Exception {
    models.install(FakeDetector.model(100));
    store.put("requests/a", new byte[60]);
    away = true;
    assertThatThrownBy(() -> handle(referring(1, "store:requests/a", null)))
        .isInstanceOf(ReferenceUnavailableException.class);

    away = false;
    handle(referring(1, "store:requests/a", null));

    assertThat(widths()).containsExactly(60);
  }

  private static ConsumerRecord<byte[], byte[]> referring(
      long offset, String reference, byte[] value) {
    ConsumerRecord<byte[], byte[]> request =
        new ConsumerRecord<>(Topics.DETECTION_REQUESTS, 2, offset, "a".getBytes(UTF_8), value);
    request.headers().add("image-reference", reference.getBytes(UTF_8));
    return request;
  }

  private static ConsumerRecord<byte[], byte[]> replyingTo(long offset, String topic) {
    ConsumerRecord<byte[], byte[]> request = request(offset, "a", 40);
    request.headers().add("reply-topic", topic.getBytes(UTF_8));
    return request;
  }

  private static ConsumerRecord<byte[], byte[]> naming(long offset, String model) {
    ConsumerRecord<byte[], byte[]> request = request(offset, "a", 40);
    request.headers().add("model", model.getBytes(UTF_8));
    return request;
  }

  private RequestHandler handler(Answering answering) {
    return new RequestHandler(
        new RequestPipeline(
            pipeline,
            served,
            CanaryRouter.NONE,
            (image, answer, request) -> heard.add(request),
            System::nanoTime),
        new RequestReader(
            new ReplyTopics(List.of("replies-*"), topic -> !topic.equals("replies-missing")),
            Clock.systemUTC()),
        references,
        new AnswerWriter(
            log,
            EventCodec.forService("inference"),
            new ThresholdSelector(OptionalDouble.empty()),
            Clock.systemUTC()),
        metrics,
        answering);
  }

  private List<Integer> widths() {
    return log.sent.stream().map(answer -> json(answer).at("/image/width").asInt()).toList();
  }

  private static JsonNode json(ProducerRecord<byte[], byte[]> answer) {
    try {
      return new ObjectMapper().readTree(answer.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private JsonNode boxes(int answer) {
    return json(log.sent.get(answer)).at("/boxes");
  }

  @SafeVarargs
  private void handle(ConsumerRecord<byte[], byte[]>... records) throws Exception {
    handle(handler, records);
  }

  /**
   * Delivers postponed records again until there are none. The answers are in the order of their
   * requests then: those of different keys have none.
   */
  @SafeVarargs
  private void handle(RequestHandler with, ConsumerRecord<byte[], byte[]>... records)
      throws Exception {
    handleUntilLeft(with, List.of(records));
    log.sent.sort(Comparator.comparing(answer -> json(answer).at("/source/offset").asLong()));
  }

  /** Delivers records, and postponed ones again, until those at some offsets are left. */
  private List<ConsumerRecord<byte[], byte[]>> handleUntilLeft(
      RequestHandler with, List<ConsumerRecord<byte[], byte[]>> records, long... offsets)
      throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    List<ConsumerRecord<byte[], byte[]>> left = handleOnce(with, records);
    while (left.size() > offsets.length && System.nanoTime() < end) {
      left = handleOnce(with, left);
    }
    assertThat(left.stream().mapToLong(ConsumerRecord::offset).toArray()).containsExactly(offsets);
    return left;
  }

  /** Delivers records, and postponed ones again, until that fails; those that are left. */
  private List<ConsumerRecord<byte[], byte[]>> leftByFailure(
      RequestHandler with, List<ConsumerRecord<byte[], byte[]>> records, String message)
      throws Exception {
    List<ConsumerRecord<byte[], byte[]>> left = records;
    while (!left.isEmpty()) {
      try {
        left = handleOnce(with, left);
      } catch (RuntimeException e) {
        assertThat(e).hasMessage(message);
        return left;
      }
    }
    throw new AssertionError("nothing failed");
  }

  /** Delivers records once; those that are postponed. */
  private List<ConsumerRecord<byte[], byte[]>> handleOnce(
      RequestHandler with, List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
    List<ConsumerRecord<byte[], byte[]>> postponed = new ArrayList<>();
    with.handle(
        records,
        new Rejections() {
          @Override
          public void reject(ConsumerRecord<byte[], byte[]> record, String stage, Throwable cause) {
            rejected.put(record.offset(), stage);
          }

          @Override
          public void postpone(ConsumerRecord<byte[], byte[]> record) {
            postponed.add(record);
          }
        });
    return postponed;
  }

  private static List<ConsumerRecord<byte[], byte[]>> and(
      List<ConsumerRecord<byte[], byte[]>> records, ConsumerRecord<byte[], byte[]> more) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(records);
    all.add(more);
    return all;
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

  private RgbImage read(byte[] bytes) {
    if (unavailable.remove((Integer) bytes.length)) {
      throw new IllegalStateException("out of memory");
    }
    if (bytes.length == 0) {
      throw new NotAnImageException("no bytes");
    }
    return new RgbImage(bytes.length, 1, new byte[3 * bytes.length]);
  }

  /** Keeps what it is given, or fails. */
  private static final class Log implements EventPublisher {
    private final List<ProducerRecord<byte[], byte[]>> sent = new CopyOnWriteArrayList<>();
    private final Map<String, RuntimeException> failures = new LinkedHashMap<>();
    private RuntimeException failure;
    private CompletableFuture<Void> arrival = CompletableFuture.completedFuture(null);

    @Override
    public CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
      if (failures.containsKey(record.topic())) {
        return CompletableFuture.failedFuture(failures.get(record.topic()));
      }
      if (failure != null) {
        return CompletableFuture.failedFuture(failure);
      }
      sent.add(record);
      return arrival.thenApply(arrived -> null);
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
