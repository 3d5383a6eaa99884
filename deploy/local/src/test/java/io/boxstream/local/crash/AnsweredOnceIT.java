package io.boxstream.local.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.Topics;
import io.boxstream.local.LocalCheckout;
import io.boxstream.local.service.TopicReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged inference-service in the mode {@code exactly-once}, killed while it answers. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class AnsweredOnceIT {
  private static final int KEYS = 4;
  private static final String NUMBER = "number";
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration LATEST_KILL = Duration.ofMillis(1000);
  private static final Duration LONGEST = Duration.ofSeconds(90);

  @TempDir Path directory;

  private final AtomicBoolean enough = new AtomicBoolean();
  private final AtomicInteger sent = new AtomicInteger();
  private Surroundings surroundings;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(LocalCheckout.servicesAreBuilt(), "the services are not packaged: run mvn verify");
    surroundings = new Surroundings(directory);
    PromotedModel.promote(surroundings.artifacts());
  }

  @AfterEach
  void stop() {
    if (surroundings != null) {
      surroundings.close();
    }
  }

  @Test
  @Tag("system")
  void eachRequestIsAnsweredOnceAlthoughTheServiceIsKilledTwice() throws Exception {
    assertThatEachIsAnsweredOnce(2);
  }

  @Test
  @Tag("soak")
  void eachRequestIsAnsweredOnceAlthoughTheServiceIsKilledTwentyTimes() throws Exception {
    assertThatEachIsAnsweredOnce(20);
  }

  private void assertThatEachIsAnsweredOnce(int kills) throws Exception {
    // Given requests that keep coming
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Thread load = new Thread(this::sendRequests, "requests");
    load.start();

    // When the service is killed while it answers
    for (int kill = 0; kill < kills; kill++) {
      try (RunningService service = inference()) {
        awaitAnswers();
        LockSupport.parkNanos((long) (random.nextDouble() * LATEST_KILL.toNanos()));
      }
    }
    enough.set(true);
    load.join();

    // Then the next one answers what is left, and all are answered once and in order
    try (RunningService service = inference()) {
      List<ConsumerRecord<byte[], byte[]>> answers = answers(sent.get());
      assertThat(answers.stream().map(AnsweredOnceIT::source).toList())
          .as("seed %d", seed)
          .doesNotHaveDuplicates()
          .hasSize(sent.get());
      Map<String, Integer> last = new HashMap<>();
      for (ConsumerRecord<byte[], byte[]> answer : answers) {
        String key = new String(answer.key(), UTF_8);
        int number = number(answer);
        assertThat(number)
            .as("number of %s, seed %d", key, seed)
            .isEqualTo(last.getOrDefault(key, -1) + 1);
        last.put(key, number);
      }
    }
  }

  /** The next one ends the transaction of the one before at once, and takes over in two seconds. */
  private RunningService inference() throws IOException {
    return surroundings.start(
        "inference-service",
        "-Dboxstream.inference.requests.delivery=exactly-once",
        "-Dboxstream.inference.requests.transactional-id=boxstream-inference-killed",
        "-Dkafka.session.timeout.ms=2000",
        "-Dkafka.heartbeat.interval.ms=500");
  }

  private void sendRequests() {
    try (EventPublisher publisher = KafkaEventPublisher.connect(surroundings.kafka(), "test")) {
      for (int number = 0; !enough.get(); number++) {
        for (int key = 0; key < KEYS; key++) {
          ProducerRecord<byte[], byte[]> request =
              new ProducerRecord<>(
                  Topics.DETECTION_REQUESTS,
                  Integer.toString(key).getBytes(UTF_8),
                  // One that is in hand at two deaths would be refused.
                  DeadlyImages.harmless(sent.get()));
          request.headers().add(NUMBER, Integer.toString(number).getBytes(UTF_8));
          publisher.sendAndWait(request);
          sent.incrementAndGet();
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** Waits for answers that are committed from now on. */
  private void awaitAnswers() {
    try (TopicReader reader = TopicReader.fromNow(surroundings.kafka(), Topics.DETECTIONS)) {
      await().atMost(LONGEST).until(() -> !reader.poll(Duration.ofMillis(50)).isEmpty());
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> answers(int least) {
    List<ConsumerRecord<byte[], byte[]>> answers = new ArrayList<>();
    try (TopicReader reader = TopicReader.fromBeginning(surroundings.kafka(), Topics.DETECTIONS)) {
      await()
          .atMost(LONGEST)
          .until(
              () -> {
                answers.addAll(reader.poll(Duration.ofMillis(200)));
                return answers.size() >= least && reader.hasReached(reader.ends());
              });
    }
    return answers;
  }

  private static int number(ConsumerRecord<byte[], byte[]> answer) {
    return Integer.parseInt(new String(answer.headers().lastHeader(NUMBER).value(), UTF_8));
  }

  private static String source(ConsumerRecord<byte[], byte[]> answer) {
    try {
      return new ObjectMapper().readTree(answer.value()).path("source").toString();
    } catch (IOException e) {
      throw new AssertionError(new String(answer.value(), UTF_8), e);
    }
  }
}
