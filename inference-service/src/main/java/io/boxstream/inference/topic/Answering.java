package io.boxstream.inference.topic;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** When the answers of a poll are sent. */
public enum Answering {
  /** Each when it and those before it are there. */
  AS_THEY_COME {
    /** Those of one key; a request without a key is in none. */
    @Override
    Optional<Object> line(ConsumerRecord<byte[], byte[]> record) {
      return Optional.ofNullable(record.key()).map(ByteBuffer::wrap);
    }
  },

  /** When all are there: they belong to one transaction, which must not stay open for long. */
  TOGETHER {
    /** Those of one partition: what is committed is everything up to an offset. */
    @Override
    Optional<Object> line(ConsumerRecord<byte[], byte[]> record) {
      return Optional.of(new TopicPartition(record.topic(), record.partition()));
    }
  };

  /** Which requests must not overtake this one while it waits for its model. */
  abstract Optional<Object> line(ConsumerRecord<byte[], byte[]> record);
}
