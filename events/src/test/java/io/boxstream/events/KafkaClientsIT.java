package io.boxstream.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.testbed.OnTestbed;
import io.boxstream.testbed.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@OnTestbed
class KafkaClientsIT {
  private static final int ROUNDS = 15;
  private static final int RECORDS = 200;

  /**
   * A broker refuses records of a topic just made until it leads its partitions. Were a later batch
   * of a partition on its way by then, it would take the place of the refused one.
   */
  @Test
  void noRecordOfATopicJustMadeIsLost(@TempDir Path directory) {
    double sentAgain = 0;
    try (TestBroker broker = TestBroker.start(directory);
        Admin admin = KafkaClients.admin(KafkaSettings.of(broker.bootstrapServers()))) {
      for (int round = 0; round < ROUNDS; round++) {
        List<TopicDefinition> topics = topics("round-" + round);
        new TopicAdmin(admin, Duration.ofSeconds(30)).create(topics);
        sentAgain += publish(broker, topics.get(0).name());
      }
    }

    assertThat(sentAgain).as("records refused at first").isPositive();
  }

  /** Several, so that the broker is busy with the others when the first is used. */
  private static List<TopicDefinition> topics(String name) {
    return IntStream.range(0, 6)
        .mapToObj(number -> new TopicDefinition(name + "-" + number, 8, Map.of()))
        .toList();
  }

  private static double publish(TestBroker broker, String topic) {
    try (KafkaEventPublisher publisher =
        KafkaEventPublisher.connect(KafkaSettings.of(broker.bootstrapServers()), "test")) {
      CompletableFuture.allOf(
              IntStream.range(0, RECORDS)
                  .mapToObj(number -> ("record " + number).getBytes(UTF_8))
                  .map(key -> publisher.send(new ProducerRecord<>(topic, key, new byte[4096])))
                  .toArray(CompletableFuture[]::new))
          .join();
      return publisher.retries();
    }
  }
}
