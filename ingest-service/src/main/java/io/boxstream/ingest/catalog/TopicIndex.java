package io.boxstream.ingest.catalog;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a topic says, in a form that can be asked; built by applying its records in order. */
public interface TopicIndex {

  /** The topic it is built from. */
  String topic();

  /**
   * Takes in a record; one that was taken in before changes nothing.
   *
   * @throws io.boxstream.events.PoisonRecordException where the record is not what it should be
   */
  void apply(ConsumerRecord<byte[], byte[]> record);

  /** Forgets everything: the topic is another one than before. */
  void clear();
}
