package io.boxstream.local.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.Topics;
import io.boxstream.local.service.TopicReader;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Detection requests that keep coming until they are stopped, each with a number in its key. */
final class NumberedRequests implements AutoCloseable {
  private static final String NUMBER = "number";
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final KafkaSettings kafka;
  private final int keys;
  private final Duration pause;
  private final AtomicBoolean enough = new AtomicBoolean();
  private final CompletableFuture<Integer> sent = new CompletableFuture<>();

  private NumberedRequests(KafkaSettings kafka, int keys, Duration pause) {
    this.kafka = kafka;
    this.keys = keys;
    this.pause = pause;
  }

  /** Begins to send a request for each key, and again after each pause. */
  static NumberedRequests start(KafkaSettings kafka, int keys, Duration pause) {
    NumberedRequests requests = new NumberedRequests(kafka, keys, pause);
    new Thread(requests::send, "requests").start();
    return requests;
  }

  private void send() {
    int count = 0;
    try (EventPublisher publisher = KafkaEventPublisher.connect(kafka, "test")) {
      for (int number = 0; !enough.get(); number++) {
        for (int key = 0; key < keys; key++) {
          // One that is in hand at two deaths would be refused: each is another image.
          publisher.sendAndWait(request(key, number, DeadlyImages.harmless(count)));
          count++;
        }
        LockSupport.parkNanos(pause.toNanos());
      }
      sent.complete(count);
    } catch (RuntimeException | Error e) {
      sent.completeExceptionally(e);
    }
  }

  private static ProducerRecord<byte[], byte[]> request(int key, int number, byte[] image) {
    ProducerRecord<byte[], byte[]> request =
        new ProducerRecord<>(
            Topics.DETECTION_REQUESTS, Integer.toString(key).getBytes(UTF_8), image);
    request.headers().add(NUMBER, Integer.toString(number).getBytes(UTF_8));
    return request;
  }

  /** Waits for answers that are committed from now on. */
  void awaitAnswers() {
    try (TopicReader reader = TopicReader.fromNow(kafka, Topics.DETECTIONS)) {
      await().atMost(LONGEST).until(() -> !reader.poll(Duration.ofMillis(50)).isEmpty());
    }
  }

  /** Sends no more. */
  @Override
  public void close() {
    enough.set(true);
  }

  /**
   * Sends no more, and asserts that committed answers come to all that were sent, one to each, and
   * in the order of each key.
   *
   * @param description of the trial
   * @return how many were sent
   */
  int assertAnsweredOnceInOrder(String description) {
    close();
    int count = sent.join();
    List<ConsumerRecord<byte[], byte[]>> answers =
        Records.of(kafka, Topics.DETECTIONS, count, LONGEST);
    assertThat(answers.stream().map(NumberedRequests::source).toList())
        .as(description)
        .doesNotHaveDuplicates()
        .hasSize(count);
    Map<String, Integer> last = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> answer : answers) {
      String key = new String(answer.key(), UTF_8);
      int number = number(answer);
      assertThat(number)
          .as("number of %s, %s", key, description)
          .isEqualTo(last.getOrDefault(key, -1) + 1);
      last.put(key, number);
    }
    return count;
  }

  private static int number(ConsumerRecord<byte[], byte[]> answer) {
    return Integer.parseInt(new String(answer.headers().lastHeader(NUMBER).value(), UTF_8));
  }

  /** Which request an answer is for: its place on the log. */
  static String source(ConsumerRecord<byte[], byte[]> answer) {
    try {
      return new ObjectMapper().readTree(answer.value()).path("source").toString();
    } catch (IOException e) {
      throw new AssertionError(new String(answer.value(), UTF_8), e);
    }
  }
}
