package io.boxstream.events.consume;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The work on several records at once. */
@FunctionalInterface
public interface BatchHandler {
  /**
   * Handles records in their order, and returns when all results are durable. After a failure the
   * same records come again, without those that were rejected.
   *
   * @param records at least one; each partition's are in order
   * @param rejections takes the records that can never be handled; the others go on
   * @throws io.boxstream.events.PoisonRecordException if some record can never be handled and it is
   *     not known which: all come again one by one
   * @throws Exception on any other failure: the records are tried again until they succeed
   */
  void handle(List<ConsumerRecord<byte[], byte[]>> records, Rejections rejections) throws Exception;
}
