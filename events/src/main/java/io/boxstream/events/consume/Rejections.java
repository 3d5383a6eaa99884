package io.boxstream.events.consume;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Receives the records of a batch that can never be handled, and those that cannot yet. */
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

  /**
   * Leaves a record of the batch for later. It is delivered again at once, before what is read
   * until then: a handler that can take none further waits a few milliseconds itself. Its offset is
   * not committed meanwhile, nor are those behind it in its partition. With {@link
   * ConsumerLoop#exactlyOnce}, those must be postponed, too.
   *
   * @param record one of the batch
   */
  default void postpone(ConsumerRecord<byte[], byte[]> record) {
    throw new UnsupportedOperationException("records cannot be postponed here");
  }
}
