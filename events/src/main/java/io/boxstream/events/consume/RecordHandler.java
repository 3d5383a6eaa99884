package io.boxstream.events.consume;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Handles one record. */
@FunctionalInterface
public interface RecordHandler {
  /**
   * Handles a record and returns when the result is durable, because its offset may then be
   * committed. A record can be delivered more than once.
   *
   * @throws io.boxstream.events.PoisonRecordException if it can never be handled: it is sent to the
   *     dead-letter topic
   * @throws Exception on any other failure: the record is retried until it succeeds
   */
  void handle(ConsumerRecord<byte[], byte[]> record) throws Exception;
}
