package io.boxstream.ingest.catalog;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A queryable index of a topic, built by applying its records in order. */
public interface TopicIndex {

  /** The topic it is built from. */
  String topic();

  /**
   * Applies a record. Idempotent.
   *
   * @throws io.boxstream.events.PoisonRecordException if the record is invalid
   */
  void apply(ConsumerRecord<byte[], byte[]> record);

  /** Removes all entries, because the topic was created again. */
  void clear();
}
