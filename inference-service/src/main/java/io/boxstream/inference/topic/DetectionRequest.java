package io.boxstream.inference.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.boxstream.events.DetectionResult.SourceRecord;
import io.boxstream.events.HardExample.Request;
import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.Topics;
import io.boxstream.inference.serve.Deadline;
import io.boxstream.inference.serve.ImageRequest;
import io.boxstream.inference.serve.RequestSource;
import io.boxstream.inference.serve.RequestedModel;
import io.boxstream.inference.serve.ThresholdSelector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record that asks for an answer.
 *
 * @param record as it was read
 * @param threshold that it names; empty for the model's
 * @param timeLeft to answer it; empty for any time
 * @param replyTopic that it names, which may be written; empty for {@code detections}
 * @param reference to its image; empty if the image is its value
 * @param model name of the model that is to answer; empty for the primary one
 * @param passed headers that go to the answer
 */
record DetectionRequest(
    ConsumerRecord<byte[], byte[]> record,
    OptionalDouble threshold,
    Optional<Duration> timeLeft,
    Optional<String> replyTopic,
    Optional<String> reference,
    Optional<String> model,
    List<Header> passed) {

  DetectionRequest {
    passed = List.copyOf(passed);
  }

  /**
   * Reads the headers of a record.
   *
   * @throws PoisonRecordException if one of them cannot be fulfilled
   */
  static DetectionRequest of(
      ConsumerRecord<byte[], byte[]> record, ReplyTopics topics, Instant now) {
    List<Header> passed = RequestHeaders.passedOn(record.headers());
    OptionalDouble threshold = threshold(record);
    Optional<String> reply = RequestHeaders.text(record.headers(), RequestHeaders.REPLY_TOPIC);
    reply.ifPresent(topics::check);
    return new DetectionRequest(
        record,
        threshold,
        timeLeft(record, now),
        reply,
        reference(record),
        RequestHeaders.text(record.headers(), RequestedModel.HEADER),
        passed);
  }

  /** What the pipeline is given for the bytes of its image. */
  ImageRequest image(byte[] image) {
    return new ImageRequest(image, RequestSource.TOPIC, timeLeft, model);
  }

  /** Where the answer goes. */
  String answerTopic() {
    return replyTopic.orElse(Topics.DETECTIONS);
  }

  /** The key as text, empty if there is none. */
  String key() {
    return record.key() == null ? "" : new String(record.key(), UTF_8);
  }

  /** The place of the record. */
  SourceRecord source() {
    return new SourceRecord(record.topic(), record.partition(), record.offset());
  }

  /** Where and when it came from, for hard examples. */
  Request origin() {
    return new Request(
        Instant.ofEpochMilli(Math.max(0, record.timestamp())), key(), Optional.of(source()));
  }

  private static Optional<String> reference(ConsumerRecord<byte[], byte[]> record) {
    Optional<String> reference =
        RequestHeaders.text(record.headers(), RequestHeaders.IMAGE_REFERENCE);
    if (reference.isPresent() && record.value() != null && record.value().length > 0) {
      throw new PoisonRecordException(
          RequestHeaders.IMAGE_REFERENCE,
          "the request has an image as well as a reference to one",
          null);
    }
    return reference;
  }

  private static Optional<Duration> timeLeft(ConsumerRecord<byte[], byte[]> record, Instant now) {
    try {
      return RequestHeaders.text(record.headers(), Deadline.HEADER)
          .map(text -> Deadline.timeLeft(text, now));
    } catch (IllegalArgumentException e) {
      throw new PoisonRecordException("deadline", e.getMessage(), e);
    }
  }

  private static OptionalDouble threshold(ConsumerRecord<byte[], byte[]> record) {
    try {
      return RequestHeaders.text(record.headers(), ThresholdSelector.HEADER)
          .map(text -> OptionalDouble.of(ThresholdSelector.parse(text)))
          .orElseGet(OptionalDouble::empty);
    } catch (IllegalArgumentException e) {
      throw new PoisonRecordException("threshold", e.getMessage(), e);
    }
  }
}
