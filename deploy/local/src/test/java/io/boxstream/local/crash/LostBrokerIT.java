package io.boxstream.local.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.Topics;
import io.boxstream.images.ContentHash;
import io.boxstream.local.LocalCheckout;
import io.boxstream.local.service.TopicReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged services at three brokers, of which each is killed once and comes back. */
@Tag("soak")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LostBrokerIT {

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int KEYS = 4;

  /** What must be done while all are there, while one is away, and after it is back. */
  private static final int STEP = 20;

  @TempDir Path directory;

  private final AtomicBoolean enough = new AtomicBoolean();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<String> refusals = ConcurrentHashMap.newKeySet();
  private final AtomicInteger sent = new AtomicInteger();
  private BrokerCluster brokers;
  private Surroundings surroundings;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(LocalCheckout.servicesAreBuilt(), "the services are not packaged: run mvn verify");
    brokers = BrokerCluster.start(directory);
    surroundings = new Surroundings(directory, brokers);
    PromotedModel.promote(surroundings.artifacts());
  }

  @AfterEach
  void stop() {
    if (surroundings != null) {
      surroundings.close();
    } else if (brokers != null) {
      brokers.close();
    }
  }

  @Test
  void nothingThatWasAcknowledgedIsLostAndEachRequestIsAnsweredOnce() throws Exception {
    assertThatTopicsHaveThreeReplicas();
    try (RunningService ingest = surroundings.start("ingest-service");
        RunningService inference =
            surroundings.start(
                "inference-service",
                "-Dboxstream.inference.requests.delivery=exactly-once",
                "-Dkafka.session.timeout.ms=6000")) {
      ingest.awaitReady();
      inference.awaitReady();
      Thread uploads = new Thread(() -> upload(ingest), "uploads");
      Thread requests = new Thread(this::sendRequests, "requests");
      uploads.start();
      requests.start();

      // When each broker is killed in turn, and comes back when work went on without it
      awaitStep();
      for (int node : BrokerCluster.nodes()) {
        brokers.kill(node);
        awaitStep();
        brokers.restart(node);
        await()
            .atMost(LONGEST)
            .until(() -> brokers.inSync(Topics.ANNOTATED_IMAGES), all -> all == 3);
        await().atMost(LONGEST).until(() -> brokers.inSync("__consumer_offsets"), all -> all == 3);
        await().atMost(LONGEST).until(() -> brokers.inSync("__transaction_state"), all -> all == 3);
        awaitStep();
      }
      enough.set(true);
      uploads.join();
      requests.join();

      // Then
      assertThat(read(Topics.ANNOTATED_IMAGES, acknowledged.size()))
          .extracting(record -> new String(record.key(), UTF_8))
          .containsAll(acknowledged);
      List<ConsumerRecord<byte[], byte[]>> answers = read(Topics.DETECTIONS, sent.get());
      assertThat(answers.stream().map(NumberedRequests::source).toList())
          .doesNotHaveDuplicates()
          .hasSize(sent.get());
      assertThat(refusals).as("uploads that were refused").isEmpty();
      assertThat(read(Topics.deadLetters(Topics.DETECTION_REQUESTS), 0)).isEmpty();
    }
  }

  private void assertThatTopicsHaveThreeReplicas() throws Exception {
    List<String> names =
        Topics.all().stream().map(definition -> definition.name()).collect(Collectors.toList());
    try (Admin admin = KafkaClients.admin(surroundings.kafka())) {
      assertThat(admin.describeTopics(names).allTopicNames().get().values())
          .hasSize(names.size())
          .flatExtracting(topic -> topic.partitions())
          .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(3));
    }
  }

  private void upload(RunningService ingest) {
    for (int number = 0; !enough.get(); number++) {
      byte[] image = DeadlyImages.harmless(number);
      try {
        HttpResponse<String> answer = ingest.upload(image);
        if (answer.statusCode() == 201) {
          acknowledged.add(ContentHash.of(image));
        } else {
          refusals.add(answer.statusCode() + " " + answer.body());
        }
      } catch (IOException e) {
        refusals.add(e.toString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void sendRequests() {
    try (EventPublisher publisher = KafkaEventPublisher.connect(surroundings.kafka(), "test")) {
      for (int number = 0; !enough.get(); number++) {
        publisher.sendAndWait(
            new ProducerRecord<>(
                Topics.DETECTION_REQUESTS,
                Integer.toString(number % KEYS).getBytes(UTF_8),
                DeadlyImages.harmless(number)));
        sent.incrementAndGet();
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** Waits until more images are acknowledged and more requests are answered. */
  private void awaitStep() {
    int images = acknowledged.size() + STEP;
    await().atMost(LONGEST).until(() -> acknowledged.size() >= images);
    try (TopicReader reader = TopicReader.fromNow(surroundings.kafka(), Topics.DETECTIONS)) {
      AtomicInteger answers = new AtomicInteger();
      await()
          .atMost(LONGEST)
          .until(() -> answers.addAndGet(reader.poll(Duration.ofMillis(100)).size()) >= STEP);
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic, int least) {
    return Records.of(surroundings.kafka(), topic, least, LONGEST);
  }
}
