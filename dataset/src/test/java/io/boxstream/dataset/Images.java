package io.boxstream.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Labelled images, whose bytes are text, and the records that carry them. */
final class Images {
  private static final EventCodec CODEC = EventCodec.forService("test");
  private static final Instant TIME = Instant.parse("2026-11-23T10:15:30Z");
  private static final ImageSource SOURCE = new ImageSource("test", "a.jpg");

  private Images() {}

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static String id(String text) {
    return Digests.sha256(bytes(text));
  }

  static List<LabelledBox> boxes(String... labels) {
    return Stream.of(labels).map(label -> new LabelledBox(label, 1, 2, 3, 4, false)).toList();
  }

  static AnnotatedImage inline(String text, Split split, String... labels) {
    return image(id(text), split, new ImageContent.Inline(bytes(text)), labels);
  }

  static AnnotatedImage stored(String text, Split split, String... labels) {
    return image(id(text), split, new ImageContent.Stored(id(text), bytes(text).length), labels);
  }

  static AnnotatedImage image(String id, Split split, ImageContent content, String... labels) {
    return new AnnotatedImage(
        id, ImageEncoding.JPEG, 100, 80, split, boxes(labels), content, SOURCE);
  }

  static ProducerRecord<byte[], byte[]> sent(AnnotatedImage image) {
    return CODEC.toRecord(Topics.ANNOTATED_IMAGES, image.id(), image, TIME);
  }

  static ConsumerRecord<byte[], byte[]> record(int partition, long offset, AnnotatedImage image) {
    return record(partition, offset, sent(image));
  }

  static ConsumerRecord<byte[], byte[]> tombstone(int partition, long offset, String id) {
    return record(
        partition, offset, CODEC.tombstone(Topics.ANNOTATED_IMAGES, id, TIME, Optional.empty()));
  }

  static ConsumerRecord<byte[], byte[]> record(
      int partition, long offset, ProducerRecord<byte[], byte[]> sent) {
    return new ConsumerRecord<>(
        sent.topic(),
        partition,
        offset,
        sent.timestamp(),
        TimestampType.CREATE_TIME,
        -1,
        -1,
        sent.key(),
        sent.value(),
        sent.headers(),
        Optional.empty());
  }
}
