package io.boxstream.ingest.catalog;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.events.consume.ConsumerLoopSettings;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.events.consume.Rejections;
import io.boxstream.events.consume.TopicFollower;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Keeps an index up to date with its topic, and reports when it has caught up for the first time.
 * Waits while the broker is unavailable. Reads the topic from the beginning if its id has changed.
 */
public final class FollowedIndex implements AutoCloseable {

  private static final Logger LOG = System.getLogger(FollowedIndex.class.getName());
  private static final Duration ROUND = Duration.ofSeconds(2);

  private final TopicIndex index;
  private final TopicPositions positions;
  private final boolean rejects;
  private final TopicFollower follower;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread waiting;

  /**
   * @param index receives the records
   * @param positions the positions to continue from
   * @param consumers creates a consumer without a group
   * @param topicIdentity reads the topic id from the broker
   * @param deadLetters receives the records that the index rejects
   * @param rejects whether to send rejected records to the dead-letter topic; false if another
   *     reader of the topic does so
   */
  public FollowedIndex(
      TopicIndex index,
      TopicPositions positions,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Supplier<String> topicIdentity,
      DeadLetters deadLetters,
      boolean rejects) {
    this.index = requireNonNull(index, "index");
    this.positions = requireNonNull(positions, "positions");
    this.rejects = rejects;
    this.follower =
        new TopicFollower(
            ConsumerLoopSettings.named("follow-" + index.topic()),
            () -> {
              positions.check(topicIdentity.get());
              return consumers.get();
            },
            index.topic(),
            positions,
            this::take,
            deadLetters);
    this.waiting = new Thread(this::awaitCaughtUp, "catch-up-" + index.topic());
  }

  /** Starts reading. */
  public void start() {
    follower.start();
    waiting.start();
  }

  /** True when all records that were on the topic at the start of reading have been applied. */
  public boolean isCaughtUp() {
    return caughtUp.getCount() == 0;
  }

  /** Waits until {@link #isCaughtUp} or the timeout. */
  public boolean awaitCaughtUp(Duration longest) throws InterruptedException {
    return caughtUp.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The topic that is read. */
  public String topic() {
    return index.topic();
  }

  /** The status of the consumer loop. */
  public ConsumerLoop.Status status() {
    return follower.status();
  }

  @Override
  public void close() {
    stop.countDown();
    waiting.interrupt();
    follower.close();
  }

  private void take(List<ConsumerRecord<byte[], byte[]>> records, Rejections rejections) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        index.apply(record);
      } catch (PoisonRecordException e) {
        poison(record, e, rejections);
      }
      positions.advance(record.partition(), record.offset() + 1);
    }
  }

  private void poison(
      ConsumerRecord<byte[], byte[]> record, PoisonRecordException e, Rejections rejections) {
    if (rejects) {
      rejections.reject(record, e.stage(), e);
    } else {
      LOG.log(
          Level.WARNING,
          "skipped a record of {0}, partition {1}, offset {2}: {3}",
          record.topic(),
          record.partition(),
          Long.toString(record.offset()),
          e.getMessage());
    }
  }

  private void awaitCaughtUp() {
    while (stop.getCount() > 0) {
      try {
        if (follower.awaitCaughtUp(ROUND)) {
          caughtUp.countDown();
          return;
        }
      } catch (RuntimeException | Error e) {
        LOG.log(Level.DEBUG, "cannot read the end offsets of " + index.topic() + " yet", e);
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void pause() {
    try {
      stop.await(ROUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.countDown();
    }
  }
}
