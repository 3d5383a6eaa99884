package io.boxstream.inference.topic;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The place of a record.
 *
 * @param timestamp tells records of topics that were made anew apart
 */
record Place(String topic, int partition, long offset, long timestamp) {
  static Place of(ConsumerRecord<byte[], byte[]> record) {
    return new Place(record.topic(), record.partition(), record.offset(), record.timestamp());
  }
}
