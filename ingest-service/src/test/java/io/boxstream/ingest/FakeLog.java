package io.boxstream.ingest;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.Event;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.EventType;
import io.boxstream.events.PublishException;
import io.boxstream.events.RejectedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.record.TimestampType;

/**
 * A log in memory: one partition a topic. While it is away, records fail a little later, as a
 * producer fails them when its time for a delivery is over. Acknowledgements can be held back.
 */
public final class FakeLog implements EventPublisher {

  private static final long DELIVERY_MILLIS = 60;

  private final EventCodec codec = EventCodec.forService("test");
  private final List<Event> events = new ArrayList<>();
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final List<Runnable> heldBack = new ArrayList<>();
  private final List<RuntimeException> failures = new ArrayList<>();
  private int recordsUntilAway = Integer.MAX_VALUE;
  private boolean holding;

  /** From now on nothing is acknowledged. */
  public void leave() {
    leaveAfter(0);
  }

  /** Acknowledges so many records more. */
  public synchronized void leaveAfter(int records) {
    recordsUntilAway = records;
  }

  /** Acknowledges everything from now on. */
  public synchronized void comeBack() {
    recordsUntilAway = Integer.MAX_VALUE;
  }

  /** From now on records are written and not acknowledged. */
  public synchronized void holdAcknowledgements() {
    holding = true;
  }

  /** How many records are written and not acknowledged. */
  public synchronized int unacknowledged() {
    return heldBack.size();
  }

  /** Acknowledges what was held back, newest first, and from now on everything. */
  public void acknowledgeNewestFirst() {
    List<Runnable> acknowledgements;
    synchronized (this) {
      holding = false;
      acknowledgements = new ArrayList<>(heldBack);
      heldBack.clear();
    }
    Collections.reverse(acknowledgements);
    acknowledgements.forEach(Runnable::run);
  }

  /** The next record is not written and fails so. */
  public synchronized void failNext(RuntimeException failure) {
    failures.add(failure);
  }

  /** Every labelled image that was written, in order. */
  public synchronized List<AnnotatedImage> images() {
    return events.stream()
        .filter(AnnotatedImage.class::isInstance)
        .map(AnnotatedImage.class::cast)
        .toList();
  }

  /** Every rejection that was written, in order. */
  public synchronized List<RejectedImage> rejections() {
    return events.stream()
        .filter(RejectedImage.class::isInstance)
        .map(RejectedImage.class::cast)
        .toList();
  }

  /** Every record of all topics, as a consumer sees them. */
  public synchronized List<ConsumerRecord<byte[], byte[]>> records() {
    return List.copyOf(records);
  }

  /** A consumer of single records at known offsets. */
  public Consumer<byte[], byte[]> consumer() {
    return new MockConsumer<>("none") {
      @Override
      public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        TopicPartition partition = assignment().iterator().next();
        ConsumerRecord<byte[], byte[]> record = records().get((int) position(partition));
        return new ConsumerRecords<>(Map.of(partition, List.of(record)), Map.of());
      }
    };
  }

  @Override
  public synchronized CompletableFuture<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> record) {
    if (recordsUntilAway == 0) {
      CompletableFuture<RecordMetadata> undelivered = new CompletableFuture<>();
      CompletableFuture.delayedExecutor(DELIVERY_MILLIS, TimeUnit.MILLISECONDS)
          .execute(
              () ->
                  undelivered.completeExceptionally(
                      new PublishException(record.topic(), new TimeoutException("away"))));
      return undelivered;
    }
    recordsUntilAway--;
    long offset = records.size();
    ConsumerRecord<byte[], byte[]> consumed =
        new ConsumerRecord<>(
            record.topic(),
            0,
            offset,
            record.timestamp(),
            TimestampType.CREATE_TIME,
            0,
            0,
            record.key(),
            record.value(),
            record.headers(),
            Optional.empty());
    records.add(consumed);
    RecordMetadata written =
        new RecordMetadata(
            new TopicPartition(record.topic(), 0), offset, 0, record.timestamp(), 0, 0);
    CompletableFuture<RecordMetadata> acknowledged = new CompletableFuture<>();
    if (holding) {
      heldBack.add(() -> acknowledged.complete(written));
    } else {
      acknowledged.complete(written);
    }
    return acknowledged;
  }

  @Override
  public synchronized CompletableFuture<RecordMetadata> publish(String key, Event event) {
    if (!failures.isEmpty()) {
      return CompletableFuture.failedFuture(failures.remove(0));
    }
    String topic = EventType.of(event.getClass()).topic();
    if (recordsUntilAway > 0) {
      events.add(event);
    }
    return send(codec.toRecord(topic, key, event, now()));
  }

  @Override
  public CompletableFuture<RecordMetadata> publishTombstone(
      String topic, String key, Optional<String> caller) {
    return send(codec.tombstone(topic, key, now(), caller));
  }

  /** A millisecond for each record since 1970. */
  private synchronized Instant now() {
    return Instant.ofEpochMilli(records.size());
  }

  @Override
  public void close() {
    // nothing is open
  }
}
