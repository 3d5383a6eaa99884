package io.boxstream.events.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Kafka's mock consumer with two partitions of one topic, whose poll takes a little time. */
class PacedConsumer extends MockConsumer<byte[], byte[]> {
  static final String TOPIC = "promotions";
  static final TopicPartition ZERO = new TopicPartition(TOPIC, 0);
  static final TopicPartition ONE = new TopicPartition(TOPIC, 1);

  private final AtomicInteger polls = new AtomicInteger();
  private final AtomicInteger failingCommits = new AtomicInteger();
  private final Queue<Runnable> unanswered = new ConcurrentLinkedQueue<>();
  private volatile boolean leavesUnanswered;

  PacedConsumer() {
    super("earliest");
    updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
    schedulePollTask(() -> rebalance(List.of(ZERO, ONE)));
  }

  /** Lets a coming poll give these values, from an offset on. */
  PacedConsumer give(TopicPartition partition, long offset, String... values) {
    schedulePollTask(
        () -> {
          long next = offset;
          for (String value : values) {
            addRecord(record(partition, next++, value));
          }
        });
    return this;
  }

  static ConsumerRecord<byte[], byte[]> record(
      TopicPartition partition, long offset, String value) {
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        ("key-" + value).getBytes(UTF_8),
        value.getBytes(UTF_8));
  }

  void failCommits(int number) {
    failingCommits.set(number);
  }

  /** Lets the broker be silent about commits that are sent from here on. */
  void leaveCommitsUnanswered() {
    leavesUnanswered = true;
  }

  int unansweredCommits() {
    return unanswered.size();
  }

  /** Answers all commits in the next poll. */
  void answerCommits() {
    leavesUnanswered = false;
    schedulePollTask(
        () -> {
          unanswered.forEach(Runnable::run);
          unanswered.clear();
        });
  }

  int polls() {
    return polls.get();
  }

  /** The committed offset of a partition, 0 if there is none. */
  long committedOffset(TopicPartition partition) {
    OffsetAndMetadata committed = committed(Set.of(partition)).get(partition);
    return committed == null ? 0 : committed.offset();
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // others may ask while it waits
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    polls.incrementAndGet();
    return super.poll(timeout);
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
    if (failingCommits.getAndDecrement() > 0) {
      throw new KafkaException("no coordinator");
    }
    super.commitSync(offsets, timeout);
  }

  @Override
  public void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
    if (failingCommits.getAndDecrement() > 0) {
      callback.onComplete(offsets, new KafkaException("no coordinator"));
    } else if (leavesUnanswered) {
      unanswered.add(() -> super.commitAsync(offsets, callback));
    } else {
      super.commitAsync(offsets, callback);
    }
  }
}
