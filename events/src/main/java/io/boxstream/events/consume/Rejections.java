package io.boxstream.events.consume;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Receives the records of a batch that can never be handled. */
@FunctionalInterface
public interface Rejections {
  /**
   * Sends a record of the batch to the dead-letter topic and returns when it is acknowledged.
   *
   * @param record one of the batch
   * @param stage the stage that failed, one word
   * @param cause what is wrong with the record
   * @throws io.boxstream.events.EventException if it is not acknowledged; the handler must not
   *     catch it
   */
  void reject(ConsumerRecord<byte[], byte[]> record, String stage, Throwable cause);
}
