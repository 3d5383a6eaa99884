package io.boxstream.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Converts events to Kafka records and back: CloudEvents 1.0 in binary mode.
 *
 * <p>Decoding is strict. An unexpected type or content type, an unsupported version, and a missing,
 * unknown or invalid field cause a {@link MalformedEventException}. A lenient reader could train on
 * wrong data.
 *
 * <p>Thread-safe.
 */
public final class EventCodec {
  /** Header of a tombstone: who removed the key. */
  public static final String CALLER_HEADER = "caller";

  private static final String SPEC_VERSION = "1.0";

  private final URI source;
  private final Supplier<String> ids;
  private final ObjectMapper json;
  private final ObjectMapper cbor;

  /**
   * A codec for one service.
   *
   * @param source the {@code ce_source} of the events that it writes
   * @param ids generates the {@code ce_id} of each event, unique within the source
   */
  public EventCodec(URI source, Supplier<String> ids) {
    this.source = requireNonNull(source, "source");
    this.ids = requireNonNull(ids, "ids");
    this.json = EventMappers.json();
    this.cbor = EventMappers.cbor();
  }

  /** A codec with a service such as {@code ingest} as the source and with random ids. */
  public static EventCodec forService(String service) {
    return new EventCodec(URI.create("/boxstream/" + service), () -> UUID.randomUUID().toString());
  }

  /** Encodes an event as a record. The key is also the CloudEvents subject. */
  public ProducerRecord<byte[], byte[]> toRecord(
      String topic, String key, Event event, Instant time) {
    return toRecord(topic, requireNonNull(key, "key").getBytes(UTF_8), key, event, time);
  }

  /**
   * Encodes an event as a record with a key of any bytes.
   *
   * @param key the bytes of the key, or null for none
   * @param subject the key as human-readable text; blank for none
   */
  public ProducerRecord<byte[], byte[]> toRecord(
      String topic, byte[] key, String subject, Event event, Instant time) {
    EventType type = EventType.of(requireNonNull(event, "event").getClass());
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, null, time.toEpochMilli(), key, encode(event, type.format()));
    Headers headers = record.headers();
    CloudEventHeaders.put(headers, CloudEventHeaders.ID, ids.get());
    CloudEventHeaders.put(headers, CloudEventHeaders.SOURCE, source.toString());
    CloudEventHeaders.put(headers, CloudEventHeaders.TYPE, type.typeName());
    CloudEventHeaders.put(headers, CloudEventHeaders.SPEC_VERSION, SPEC_VERSION);
    CloudEventHeaders.put(headers, CloudEventHeaders.TIME, time.toString());
    if (!subject.isBlank()) {
      CloudEventHeaders.put(headers, CloudEventHeaders.SUBJECT, subject);
    }
    CloudEventHeaders.put(headers, CloudEventHeaders.CONTENT_TYPE, type.format().mediaType());
    return record;
  }

  /**
   * A record with a null value, which removes a key from a compacted topic.
   *
   * @param caller who removes it; empty if unknown
   */
  public ProducerRecord<byte[], byte[]> tombstone(
      String topic, String key, Instant time, Optional<String> caller) {
    byte[] value = null;
    ProducerRecord<byte[], byte[]> tombstone =
        new ProducerRecord<>(topic, null, time.toEpochMilli(), key.getBytes(UTF_8), value);
    caller.ifPresent(name -> tombstone.headers().add(CALLER_HEADER, name.getBytes(UTF_8)));
    return tombstone;
  }

  /**
   * Decodes the event of a record. If the topic has tombstones, check for a null value first.
   *
   * @throws MalformedEventException if the record is not an event of this class
   */
  public <T extends Event> T fromRecord(
      ConsumerRecord<byte[], byte[]> record, Class<T> eventClass) {
    EventType type = EventType.of(eventClass);
    checkHeaders(record, type);
    if (record.value() == null) {
      throw new MalformedEventException(
          record.topic(), "value", "the value is null, expected an event", null);
    }
    try {
      T event = mapper(type.format()).readerFor(eventClass).readValue(record.value());
      if (event == null) {
        throw new MalformedEventException(
            record.topic(), "value", "the value is the literal null, expected an event", null);
      }
      return event;
    } catch (IOException failure) {
      throw malformed(record.topic(), failure);
    }
  }

  /**
   * The key of a record as text.
   *
   * @throws MalformedEventException if there is none or it is not UTF-8
   */
  public static String key(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      throw new MalformedEventException(record.topic(), "key", "missing", null);
    }
    String key = new String(record.key(), UTF_8);
    if (!Arrays.equals(key.getBytes(UTF_8), record.key())) {
      throw new MalformedEventException(record.topic(), "key", "not UTF-8", null);
    }
    return key;
  }

  /** The bytes of the record's value for this event. */
  byte[] encode(Event event, PayloadFormat format) {
    try {
      return mapper(format).writeValueAsBytes(event);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private ObjectMapper mapper(PayloadFormat format) {
    return switch (format) {
      case JSON -> json;
      case CBOR -> cbor;
    };
  }

  private static void checkHeaders(ConsumerRecord<byte[], byte[]> record, EventType type) {
    required(record, CloudEventHeaders.SPEC_VERSION, List.of(SPEC_VERSION));
    required(record, CloudEventHeaders.TYPE, type.readableNames());
    present(record, CloudEventHeaders.ID);
    present(record, CloudEventHeaders.SOURCE);
    String mediaType = present(record, CloudEventHeaders.CONTENT_TYPE);
    if (!mediaType
        .split(";", 2)[0]
        .strip()
        .toLowerCase(Locale.ROOT)
        .equals(type.format().mediaType())) {
      throw unexpected(
          record, CloudEventHeaders.CONTENT_TYPE, type.format().mediaType(), mediaType);
    }
    CloudEventHeaders.text(record.headers(), CloudEventHeaders.TIME)
        .ifPresent(time -> checkTime(record, time));
  }

  private static void checkTime(ConsumerRecord<byte[], byte[]> record, String time) {
    try {
      OffsetDateTime.parse(time);
    } catch (DateTimeException failure) {
      throw new MalformedEventException(
          record.topic(),
          CloudEventHeaders.TIME,
          "not an RFC 3339 time: " + Checks.shorten(time),
          failure);
    }
  }

  private static void required(
      ConsumerRecord<byte[], byte[]> record, String header, List<String> expected) {
    String value = present(record, header);
    if (!expected.contains(value)) {
      throw unexpected(record, header, String.join(" or ", expected), value);
    }
  }

  private static String present(ConsumerRecord<byte[], byte[]> record, String header) {
    return CloudEventHeaders.text(record.headers(), header)
        .filter(value -> !value.isBlank())
        .orElseThrow(
            () -> new MalformedEventException(record.topic(), header, "missing header", null));
  }

  private static MalformedEventException unexpected(
      ConsumerRecord<byte[], byte[]> record, String header, String expected, String value) {
    return new MalformedEventException(
        record.topic(), header, "expected " + expected + ", found " + Checks.shorten(value), null);
  }

  private static MalformedEventException malformed(String topic, IOException failure) {
    if (failure instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      String field =
          mapping.getPath().stream()
              .map(
                  part ->
                      part.getFieldName() == null
                          ? "[" + part.getIndex() + "]"
                          : "." + part.getFieldName())
              .collect(Collectors.joining())
              .substring(mapping.getPath().get(0).getFieldName() == null ? 0 : 1);
      return new MalformedEventException(topic, field, mapping.getOriginalMessage(), failure);
    }
    String message =
        failure instanceof JsonProcessingException parsing
            ? parsing.getOriginalMessage()
            : failure.getMessage();
    return new MalformedEventException(topic, "value", message, failure);
  }
}
