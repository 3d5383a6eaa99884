package io.boxstream.local.crash;

import static org.awaitility.Awaitility.await;

import io.boxstream.events.KafkaSettings;
import io.boxstream.local.service.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is on a topic. */
final class Records {
  private Records() {}

  /**
   * Reads a topic to its end, and waits until it has so many records.
   *
   * @param least the number of records
   * @param longest the longest time for all of it
   */
  static List<ConsumerRecord<byte[], byte[]>> of(
      KafkaSettings kafka, String topic, int least, Duration longest) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (TopicReader reader = TopicReader.fromBeginning(kafka, topic)) {
      await()
          .atMost(longest)
          .until(
              () -> {
                records.addAll(reader.poll(Duration.ofMillis(200)));
                return records.size() >= least && reader.hasReached(reader.ends());
              });
    }
    return records;
  }
}
