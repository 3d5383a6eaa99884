package io.boxstream.ingest.hardexamples;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.DetectionResult.ImageSize;
import io.boxstream.events.DetectionResult.ServedModel;
import io.boxstream.events.EventCodec;
import io.boxstream.events.HardExample;
import io.boxstream.events.HardExampleReason;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Hard examples, their records and their answers. */
final class Examples {
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  static final EventCodec CODEC = EventCodec.forService("test");

  private Examples() {}

  static String id(int number) {
    return Sha256.of(("example " + number).getBytes(StandardCharsets.UTF_8));
  }

  static HardExample example(int number, double score, HardExampleReason... reasons) {
    return new HardExample(
        id(number),
        List.of(reasons),
        List.of(new DetectedBox("hat", 0.5, 1, 2, 30, 40)),
        new ImageContent.Inline(new byte[] {1, 2, 3}),
        Optional.of(score),
        Optional.of(ImageEncoding.JPEG),
        Optional.of(new ImageSize(64, 48)),
        Optional.of(new ServedModel("detector", 3, "run-000003")),
        Optional.of(new HardExample.Request(NOW.minusSeconds(600), "camera-7", Optional.empty())));
  }

  static ConsumerRecord<byte[], byte[]> record(HardExample example, Instant at, long offset) {
    return consumed(CODEC.toRecord("hard-examples", example.imageId(), example, at), at, offset);
  }

  static ConsumerRecord<byte[], byte[]> tombstone(String id, Instant at, long offset) {
    return consumed(CODEC.tombstone("hard-examples", id, at, Optional.empty()), at, offset);
  }

  static AnnotatedImage answer(String id, Split split) {
    return new AnnotatedImage(
        id,
        ImageEncoding.JPEG,
        64,
        48,
        split,
        List.of(new LabelledBox("hat", 1, 2, 30, 40, false)),
        new ImageContent.Stored(id, 1000),
        new ImageSource("hard-example", id + ".jpg"));
  }

  static ConsumerRecord<byte[], byte[]> consumed(
      ProducerRecord<byte[], byte[]> sent, Instant at, long offset) {
    return new ConsumerRecord<>(
        sent.topic(),
        0,
        offset,
        at.toEpochMilli(),
        TimestampType.CREATE_TIME,
        sent.key().length,
        sent.value() == null ? 0 : sent.value().length,
        sent.key(),
        sent.value(),
        sent.headers(),
        Optional.empty());
  }
}
