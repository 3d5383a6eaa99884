package io.boxstream.events.consume;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Handles several records in one call. */
@FunctionalInterface
public interface BatchHandler {
  /**
   * Handles records in order and returns when all results are durable, but for the records that it
   * postpones. After a failure the same records are delivered again, without the rejected ones.
   *
   * @param records at least one; each partition's are in order
   * @param rejections receives the records that can never be handled, and those that are left for
   *     later; the others are processed as usual
   * @throws io.boxstream.events.PoisonRecordException if an unknown record of the batch can never
   *     be handled: all records are delivered again one by one
   * @throws Exception on any other failure: the records are retried until they succeed
   */
  void handle(List<ConsumerRecord<byte[], byte[]>> records, Rejections rejections) throws Exception;
}
