package io.boxstream.events.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLettersTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");

  private final RecordingPublisher publisher = new RecordingPublisher();
  private final DeadLetters deadLetters =
      new DeadLetters(publisher, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void keepsKeyBytesTimeAndHeaders() {
    ConsumerRecord<byte[], byte[]> record = record(NOW.minus(Duration.ofDays(2)).toEpochMilli());

    deadLetters.publish(record, "decode", new IllegalStateException("bad"));

    ProducerRecord<byte[], byte[]> letter = publisher.sent().get(0);
    assertThat(letter.topic()).isEqualTo("detections.dlq");
    assertThat(letter.key()).isEqualTo(record.key());
    assertThat(letter.value()).isEqualTo(record.value());
    assertThat(letter.timestamp()).isEqualTo(record.timestamp());
    assertThat(header(letter, "ce_type")).isEqualTo("some-type");
    assertThat(header(letter, DeadLetters.PARTITION)).isEqualTo("4");
    assertThat(header(letter, DeadLetters.OFFSET)).isEqualTo("17");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1_000_000_000_000L, Long.MAX_VALUE})
  void givesThePresentTimeToARecordThatRetentionWouldDeleteOrTheBrokerRefuse(long time) {
    deadLetters.publish(record(time), "decode", new IllegalStateException("bad"));

    ProducerRecord<byte[], byte[]> letter = publisher.sent().get(0);
    assertThat(letter.timestamp()).isEqualTo(NOW.toEpochMilli());
    assertThat(header(letter, DeadLetters.TIMESTAMP)).isEqualTo(Long.toString(time));
  }

  @Test
  void shortensALongMessageAndTakesNone() {
    deadLetters.publish(record(0), "decode", new IllegalStateException("x".repeat(100_000)));
    deadLetters.publish(record(0), "decode", new IllegalStateException());

    assertThat(header(publisher.sent().get(0), DeadLetters.MESSAGE)).hasSize(1001);
    assertThat(header(publisher.sent().get(1), DeadLetters.MESSAGE)).isEqualTo("null");
  }

  private static ConsumerRecord<byte[], byte[]> record(long time) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_type", "some-type".getBytes(UTF_8));
    return new ConsumerRecord<>(
        "detections",
        4,
        17,
        time,
        TimestampType.CREATE_TIME,
        3,
        2,
        "key".getBytes(UTF_8),
        new byte[] {1, 2},
        headers,
        Optional.empty());
  }

  private static String header(ProducerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }
}
