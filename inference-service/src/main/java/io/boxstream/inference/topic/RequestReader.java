package io.boxstream.inference.topic;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads what the headers of records ask for.
 *
 * @param topics that answers may go to
 * @param clock tells how much time is left to a deadline
 */
public record RequestReader(ReplyTopics topics, Clock clock) {
  public RequestReader {
    requireNonNull(topics, "topics");
    requireNonNull(clock, "clock");
  }

  /**
   * Reads a record.
   *
   * @throws io.boxstream.events.PoisonRecordException if a header cannot be fulfilled
   */
  DetectionRequest read(ConsumerRecord<byte[], byte[]> record) {
    return DetectionRequest.of(record, topics, clock.instant());
  }
}
