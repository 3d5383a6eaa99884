package io.boxstream.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records as a consumer gives them. */
final class Records {
  private Records() {}

  static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> sent) {
    return consumed(sent.topic(), sent.key(), sent.value(), sent.headers());
  }

  static ConsumerRecord<byte[], byte[]> consumed(
      String topic, byte[] key, byte[] value, Headers headers) {
    return new ConsumerRecord<>(
        topic,
        0,
        0,
        1_700_000_000_000L,
        TimestampType.CREATE_TIME,
        key == null ? 0 : key.length,
        value == null ? 0 : value.length,
        key,
        value,
        headers,
        Optional.empty());
  }

  /** A record of an event with exactly the headers it must have. */
  static ConsumerRecord<byte[], byte[]> event(EventType type, byte[] value) {
    return event(type, type.typeName(), value);
  }

  /** The same in a version that need not be the newest. */
  static ConsumerRecord<byte[], byte[]> event(EventType type, String typeName, byte[] value) {
    return consumed(type.topic(), "key".getBytes(UTF_8), value, headers(type, typeName));
  }

  static Headers headers(EventType type) {
    return headers(type, type.typeName());
  }

  private static Headers headers(EventType type, String typeName) {
    Headers headers = new RecordHeaders();
    headers.add("ce_specversion", "1.0".getBytes(UTF_8));
    headers.add("ce_type", typeName.getBytes(UTF_8));
    headers.add("ce_source", "/boxstream/test".getBytes(UTF_8));
    headers.add("ce_id", "1".getBytes(UTF_8));
    headers.add("content-type", type.format().mediaType().getBytes(UTF_8));
    return headers;
  }
}
