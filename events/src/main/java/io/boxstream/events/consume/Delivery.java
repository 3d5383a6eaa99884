package io.boxstream.events.consume;

import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How the results of a handler and the offsets of its records become durable. */
interface Delivery {

  /**
   * Results are acknowledged before the loop commits offsets. Records can be handled more than
   * once.
   */
  static Delivery atLeastOnce() {
    return AtLeastOnce.INSTANCE;
  }

  /** Whether the loop commits offsets through the consumer. */
  boolean loopCommits();

  /**
   * Called by the loop's thread before a consumer is created.
   *
   * @throws org.apache.kafka.common.KafkaException if results could not be written now
   */
  void open();

  /** Called by the loop's thread when the consumer may have another place in its group. */
  void joined(Consumer<byte[], byte[]> consumer);

  /** Called by the worker before the handler. */
  void begin();

  /**
   * Called by the worker when the handler has succeeded.
   *
   * @param records those that were handled, without the postponed ones
   * @throws io.boxstream.events.TransactionBrokenException if nobody knows whether they are done
   * @throws RuntimeException if they are not done
   */
  void complete(Chunk chunk, List<ConsumerRecord<byte[], byte[]>> records);

  /**
   * Called by the worker when the handler or {@link #complete} has failed, and the records will be
   * handled again.
   *
   * @throws io.boxstream.events.TransactionBrokenException if the results could not be dropped
   */
  void cancel(Chunk chunk);
}
