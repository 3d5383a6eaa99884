package io.boxstream.events.consume;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes records of a batch that can never be handled. */
@FunctionalInterface
public interface Rejections {
  /**
   * Puts a record of the batch among the dead letters, and returns when that is acknowledged.
   *
   * @param record one of the batch
   * @param stage the step that failed, one word
   * @param cause what is wrong with the record
   * @throws io.boxstream.events.EventException if it is not acknowledged; leave it to the loop
   */
  void reject(ConsumerRecord<byte[], byte[]> record, String stage, Throwable cause);
}
