package io.boxstream.events.consume;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The work on one record. */
@FunctionalInterface
public interface RecordHandler {
  /**
   * Handles a record and returns when the result is durable: its offset may be committed then. A
   * record can come more than once.
   *
   * @throws io.boxstream.events.PoisonRecordException if it can never be handled: it becomes a dead
   *     letter
   * @throws Exception on any other failure: the record is tried again until it succeeds
   */
  void handle(ConsumerRecord<byte[], byte[]> record) throws Exception;
}
