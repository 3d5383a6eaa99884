package io.boxstream.events.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.boxstream.events.EventPublisher;
import io.boxstream.events.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records that cannot be handled to {@code <topic>.dlq} with the same key, value and headers,
 * and with additional headers that describe the failure. Thread-safe. Does not own the publisher.
 */
public final class DeadLetters {
  public static final String TOPIC = "error.topic";
  public static final String PARTITION = "error.partition";
  public static final String OFFSET = "error.offset";
  public static final String TIMESTAMP = "error.timestamp";
  public static final String STAGE = "error.stage";
  public static final String EXCEPTION = "error.exception";
  public static final String MESSAGE = "error.message";

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final int MESSAGE_LIMIT = 1000;

  /**
   * The oldest timestamp that is kept. Retention depends on the record's timestamp, so an older
   * record could be deleted on arrival and gets the current time instead. The original timestamp is
   * always in a header.
   */
  private static final Duration MAX_TIMESTAMP_AGE = Topics.DEAD_LETTER_RETENTION.dividedBy(2);

  private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(30);

  private final EventPublisher publisher;
  private final Clock clock;

  public DeadLetters(EventPublisher publisher, Clock clock) {
    this.publisher = requireNonNull(publisher, "publisher");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Sends a record to the dead-letter topic of its topic, and returns when every in-sync replica
   * has it.
   *
   * @throws io.boxstream.events.EventException if it is not acknowledged
   */
  public void publish(ConsumerRecord<byte[], byte[]> record, String stage, Throwable cause) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            Topics.deadLetters(record.topic()),
            null,
            time(record.timestamp()),
            record.key(),
            record.value(),
            record.headers());
    Headers headers = letter.headers();
    put(headers, TOPIC, record.topic());
    put(headers, PARTITION, Integer.toString(record.partition()));
    put(headers, OFFSET, Long.toString(record.offset()));
    put(headers, TIMESTAMP, Long.toString(record.timestamp()));
    put(headers, STAGE, stage);
    put(headers, EXCEPTION, cause.getClass().getName());
    put(headers, MESSAGE, shorten(String.valueOf(cause.getMessage())));
    publisher.sendAndWait(letter);
    LogContext.about(
        record,
        () ->
            LOG.warn(
                "A record became a dead letter at stage {}: {}",
                stage,
                shorten(String.valueOf(cause.getMessage()))));
  }

  private long time(long recordTime) {
    Instant now = clock.instant();
    boolean recent =
        recordTime >= now.minus(MAX_TIMESTAMP_AGE).toEpochMilli()
            && recordTime <= now.plus(CLOCK_DIFFERENCE).toEpochMilli();
    return recent ? recordTime : now.toEpochMilli();
  }

  private static void put(Headers headers, String name, String value) {
    headers.remove(name).add(name, value.getBytes(UTF_8));
  }

  private static String shorten(String message) {
    return message.length() <= MESSAGE_LIMIT ? message : message.substring(0, MESSAGE_LIMIT) + "…";
  }
}
